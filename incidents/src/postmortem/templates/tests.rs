//! House styles byte for byte, the shipped templates, and what a template is refused for.

use super::*;
use crate::model::entry::EntryKind;
use crate::postmortem::{markdown, samples};

fn plain(source: &str, facts: &Facts) -> Result<String, TemplateError> {
    render(source, facts, Tone::Plain, Sink::File)
}

#[test]
fn two_house_styles_come_out_byte_for_byte() {
    let leak = plain(include_str!("../testdata/memory-leak.txt.j2"), &samples::memory_leak()).unwrap();
    assert_eq!(leak, include_str!("../testdata/memory-leak.txt"));
    let spike =
        plain(include_str!("../testdata/connection-spike.txt.j2"), &samples::connection_spike()).unwrap();
    assert_eq!(spike, include_str!("../testdata/connection-spike.txt"));
}

#[test]
fn every_shipped_template_prints_every_sample_in_both_tones() {
    let samples = [samples::full(), samples::connection_spike(), samples::hostile(), samples::bare()];
    for shipped in Shipped::ALL {
        try_out(shipped.source(), &samples).unwrap_or_else(|error| panic!("{}: {error}", shipped.name()));
        assert_eq!(Shipped::find(shipped.name()), Some(shipped));
        let golden = format!("full.{}.md", shipped.name());
        samples::assert_golden(&golden, &plain(shipped.source(), &samples::full()).unwrap());
    }
}

#[test]
fn the_standard_template_agrees_with_the_standard_document() {
    for facts in [samples::full(), samples::connection_spike()] {
        let printed = plain(Shipped::Standard.source(), &facts).unwrap();
        let told = markdown(&facts, Sink::File);
        let headings = |text: &str| {
            text.lines().filter(|line| line.starts_with('#')).map(str::to_owned).collect::<Vec<_>>()
        };
        assert_eq!(headings(&printed), headings(&told));
        for fact in facts.entries.iter().map(|it| &it.text).chain(facts.actions.iter().map(|it| &it.title)) {
            assert!(printed.contains(fact.as_str()) && told.contains(fact.as_str()), "{fact}");
        }
    }
}

#[test]
fn customers_read_no_name_and_no_internal_note() {
    let mut facts = samples::full();
    facts.entries[4].kind = EntryKind::Communication;
    facts.texts.impact.push_str(" Ana was called.");
    let told = plain(Shipped::Customer.source(), &facts).unwrap();
    for person in ["Ana", "Ben", "Database team"] {
        assert!(!told.contains(person), "{person} stands in {told}");
    }
    assert!(told.contains(&facts.entries[4].text) && !told.contains(&facts.entries[3].text));
}

#[test]
fn the_same_incident_can_be_told_twice() {
    let facts = samples::full();
    let light = render(Shipped::Customer.source(), &facts, Tone::Light, Sink::File).unwrap();
    assert!(
        light.contains("We are sorry")
            && !plain(Shipped::Customer.source(), &facts).unwrap().contains("sorry")
    );
}

#[test]
fn typed_texts_are_no_template_and_no_markup() {
    let told = plain("{{ title }}|{{ cause | prose }}", &samples::hostile()).unwrap();
    assert!(told.contains("{{ title }} {% for x in y %}") && told.contains("\\<script>"));
}

#[test]
fn errors_name_the_line_and_the_reason() {
    let cases = [
        ("one\n{{ nobody }}", Some(2), "undefined"),
        ("one\ntwo\n{% for x in %}", Some(3), "syntax error"),
        ("{{ title | shout }}", Some(1), "unknown filter"),
        ("{% include 'x' %}", Some(1), "the tag \"include\" is not available"),
        ("\n{% macro m() %}{% endmacro %}", Some(2), "the tag \"macro\" is not available"),
        ("{% set x %}{{ title }}{% endset %}", Some(1), "set takes a value"),
        ("{{ title ~ title }}", Some(1), "the operator ~ is not available"),
        ("{{ 'a' * 1000000000 }}", Some(1), "the operator * is not available"),
        ("   ", None, "it prints nothing"),
    ];
    for (source, line, reason) in cases {
        let error = try_out(source, &[samples::bare()]).unwrap_err();
        assert_eq!(error.line, line, "{source}: {error}");
        assert!(error.reason.contains(reason), "{source}: {error}");
    }
}

#[test]
fn a_template_that_never_ends_is_stopped() {
    let nested = "{% for a in timeline %}".repeat(6) + &"{% endfor %}".repeat(6);
    let error = plain(&nested, &samples::long(1_000)).unwrap_err();
    assert_eq!(error.reason, "it takes too many steps");
    let wide = "{% for a in timeline %}{% for b in timeline %}0123456789012345678901234567890123456789\
                {% endfor %}{% endfor %}";
    assert_eq!(plain(wide, &samples::long(2_000)).unwrap_err().reason, "it prints more than 32 MiB");
    assert!(plain(&" ".repeat(70_000), &samples::bare()).unwrap_err().reason.contains("larger than 64 KiB"));
}

#[test]
fn quoted_operators_and_comments_are_text() {
    let facts = samples::bare();
    assert_eq!(plain("{# a ~ b #}{{ 'x ~ y * z }}' }}", &facts).unwrap(), "x ~ y * z }}");
    assert_eq!(plain("{%- set a = 1 -%} {{- a -}} {%+ if a %}yes{% endif %}", &facts).unwrap(), "1yes");
}

const GUIDE: &str = include_str!("../../../../docs/guide/templates.md");

/// The examples of the guide, in order.
fn examples() -> Vec<&'static str> {
    let blocks = GUIDE.split("```jinja\n").skip(1);
    blocks.map(|block| block.split("```").next().unwrap_or_default()).collect()
}

#[test]
fn the_examples_of_the_guide_print_what_they_promise() {
    let examples = examples();
    assert_eq!(examples.len(), 5);
    for example in &examples {
        try_out(example, &[samples::full(), samples::connection_spike()])
            .unwrap_or_else(|why| panic!("{example}: {why}"));
    }
    let facts = samples::full();
    let told = |nth: usize| plain(examples[nth], &facts).unwrap();
    assert!(told(0).starts_with("# Online banking is down\n\nIt lasted 2.5 hours, from 2:15 PM EST on June 2, 2024.\n\n- 2:13 PM EST - The"), "{}", told(0));
    assert!(told(1).starts_with("Timeline (EST):\n\n2:13 PM: The monitoring"), "{}", told(1));
    assert!(told(2).contains("\n* 3 June, 10:13 It was not a DDoS"), "{}", told(2));
    assert!(
        told(3).contains("ONLINE BANKING IS DOWN\n\nWHY: a database server failure")
            && told(3).contains("\n1) Implement"),
        "{}",
        told(3)
    );
    let light = render(examples[4], &facts, Tone::Light, Sink::File).unwrap();
    assert_eq!(
        (light.as_str(), told(4).as_str()),
        (
            "We broke online banking is down for 2 hours 30 minutes. Here is how, and what we learnt.\n",
            "Online banking is down: an interruption of 2 hours 30 minutes.\n",
        )
    );
}

#[test]
fn every_name_a_template_can_use_stands_in_the_guide() {
    let mut facts = samples::full();
    facts.further = vec![crate::postmortem::facts::Further { heading: "h".into(), text: "t".into() }];
    let all = serde_json::to_value(view::View::of(&facts, Tone::Plain)).unwrap();
    let mut names = Vec::new();
    collect(&all, &mut names);
    assert!(names.len() > 60, "{names:?}");
    for name in names {
        assert!(GUIDE.contains(&format!("`{name}`")), "{name} is not in the guide");
    }
    let engine = include_str!("engine.rs");
    let filters = engine.split("add_filter(\"").skip(1).filter_map(|rest| rest.split('"').next());
    for filter in filters {
        assert!(GUIDE.contains(&format!("`{filter}")), "the filter {filter} is not in the guide");
    }
}

fn collect(value: &serde_json::Value, names: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                names.push(name.clone());
                collect(value, names);
            }
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, names)),
        _ => {}
    }
}

#[test]
fn a_strangers_plain_text_can_be_told_as_it_was_typed() {
    let mut facts = samples::memory_leak();
    facts.entries[0].text = "restarted *all* workers_ `now` # <b>".into();
    let source = "{{ start.day }} {{ start.month }}{% for event in timeline %} {{ event.time12 | without(\" \") | lower }} {{ event.text | as_typed }}{% endfor %}";
    let told = plain(source, &facts).unwrap();
    assert!(told.starts_with("2 June 2:13pm restarted *all* workers_ `now` # <b> 2:15pm"), "{told}");
    let chat = render(source, &facts, Tone::Plain, Sink::Chat).unwrap();
    assert!(chat.contains("restarted \\*all\\*"), "{chat}");
}
