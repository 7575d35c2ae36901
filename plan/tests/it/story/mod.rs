//! A plan's life in an office, told on every database: imported, carried out, closed, corrected, followed.

mod closing;
mod computed;
mod corrections;
mod drafting;
mod import;
mod life;
mod locking;
mod midorino;
mod refusals;
mod results;
mod rounds;
mod steps;
mod taking_back;
