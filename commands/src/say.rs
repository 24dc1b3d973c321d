//! How a sentence is said: in English in the code, and in the language that is spoken where it runs. A test finds those that a
//! catalogue lacks.

/// A sentence in the language that is spoken now. Its gaps have names, and are given as with `format!`: `name = value`, or `name`
/// alone where a variable is called so. A gap that is not given, or given and not there, does not compile.
macro_rules! say {
    ($english:literal $(,)?) => { $crate::tongues::word($english).to_owned() };
    ($english:literal $(, $name:ident $(= $value:expr)?)+ $(,)?) => {
        match $crate::tongues::translated($english) {
            None => format!(concat!($english) $(, $name = gap!($name $(, $value)?))+),
            Some(sentence) => $crate::tongues::filled(
                sentence,
                &[$((stringify!($name), &gap!($name $(, $value)?) as &dyn std::fmt::Display)),+],
            ),
        }
    };
}

/// A sentence about so many, as the language that is spoken now counts: first that for one, then that for more. Its gap `count` is
/// filled with the number.
macro_rules! count {
    ($count:expr, $one:literal, $many:literal $(, $name:ident $(= $value:expr)?)* $(,)?) => {{
        let count = $count;
        match $crate::tongues::is_one(count) {
            true => say!($one, count $(, $name = gap!($name $(, $value)?))*),
            false => say!($many, count $(, $name = gap!($name $(, $value)?))*),
        }
    }};
}

/// What fills a gap: the value given, or the variable of its name.
macro_rules! gap {
    ($name:ident) => {
        $name
    };
    ($name:ident, $value:expr) => {
        $value
    };
}
