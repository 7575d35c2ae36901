//! sample-city
