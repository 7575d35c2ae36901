//! hagukumi
fn main(){}
