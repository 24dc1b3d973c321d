mod every_zone;
mod hostile;
mod table;
