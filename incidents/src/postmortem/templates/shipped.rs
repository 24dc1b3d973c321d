//! The templates that come with the program.

/// A template that comes with the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shipped {
    /// Says what the standard document says; a start for one's own.
    Standard,
    /// In the manner of Google's book on reliability.
    GoogleSre,
    /// In the manner of Atlassian's incident handbook.
    Atlassian,
    /// In the manner of PagerDuty's guide.
    PagerDuty,
    /// For customers: no names, no internal notes.
    Customer,
}

impl Shipped {
    /// Every shipped template.
    pub const ALL: [Self; 5] =
        [Self::Standard, Self::GoogleSre, Self::Atlassian, Self::PagerDuty, Self::Customer];

    /// The name people type.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::GoogleSre => "google-sre",
            Self::Atlassian => "atlassian",
            Self::PagerDuty => "pagerduty",
            Self::Customer => "customer",
        }
    }

    /// The template by its name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shipped| shipped.name() == name)
    }

    /// The template itself.
    #[must_use]
    pub fn source(self) -> &'static str {
        match self {
            Self::Standard => include_str!("shipped/standard.md.j2"),
            Self::GoogleSre => include_str!("shipped/google-sre.md.j2"),
            Self::Atlassian => include_str!("shipped/atlassian.md.j2"),
            Self::PagerDuty => include_str!("shipped/pagerduty.md.j2"),
            Self::Customer => include_str!("shipped/customer.md.j2"),
        }
    }
}
