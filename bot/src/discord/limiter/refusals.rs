//! How many calls were refused of late: Discord shuts an address out that collects 10,000 in ten minutes.

use std::collections::VecDeque;

use chrono::{DateTime, Utc};

const WINDOW_MINUTES: i64 = 10;

/// Refusals counted by the minute.
#[derive(Debug)]
pub(super) struct Refusals {
    most: u32,
    minutes: VecDeque<(i64, u32)>,
}

impl Refusals {
    pub fn new(most: u32) -> Self {
        Self { most, minutes: VecDeque::new() }
    }

    pub fn count(&mut self, now: DateTime<Utc>) {
        let minute = now.timestamp().div_euclid(60);
        match self.minutes.back_mut() {
            Some((last, count)) if *last >= minute => *count += 1,
            _ => self.minutes.push_back((minute, 1)),
        }
    }

    /// When the brake is let go, if it is on.
    pub fn braked_until(&mut self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let minute = now.timestamp().div_euclid(60);
        while self.minutes.front().is_some_and(|(old, _)| *old + WINDOW_MINUTES < minute) {
            self.minutes.pop_front();
        }
        let mut left: u32 = self.minutes.iter().map(|(_, count)| count).sum();
        let mut until = None;
        for (minute, count) in &self.minutes {
            if left < self.most {
                break;
            }
            left -= count;
            until = DateTime::from_timestamp((minute + WINDOW_MINUTES + 1) * 60, 0);
        }
        until
    }
}
