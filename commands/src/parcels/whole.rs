//! What leaves for a server as a whole: chores of several calls to Discord, told in the answer they were asked in.

use incidents::checkup::Server;
use incidents::model::finding::Finding;
use incidents::model::notice::AnswerTo;
use incidents::model::set_up::{Made, Wish};
use incidents::operations::set_up::plan::Planned;

/// What is to be looked at for a check-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckingUp {
    /// Where it is told.
    pub answer: AnswerTo,
    /// What is known without asking anybody.
    pub findings: Vec<Finding>,
    /// What Discord is asked about.
    pub server: Server,
}

/// What is to be done on Discord for a set-up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SettingUp {
    /// What, for whom, and where it is told.
    pub wish: Wish,
    /// What is planned for each piece.
    pub plan: Vec<Planned>,
    /// What was made before.
    pub made: Vec<Made>,
}
