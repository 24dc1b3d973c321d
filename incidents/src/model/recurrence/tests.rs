mod every_zone;
mod oracle;
mod table;
