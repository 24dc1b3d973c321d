//! The stories, one file each.

mod actions;
mod alerts;
mod architecture;
mod capture;
mod evidence;
mod health;
mod incident;
mod ledger;
mod life;
mod manual;
mod migrations;
mod page;
mod paging;
mod past;
mod program;
mod rooms;
mod roster;
mod rotas;
mod scenes;
mod shell;
mod sigkill;
mod status_page;
mod storage;
mod timeline;
mod trouble;
mod web;
