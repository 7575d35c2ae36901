//! Rows by column name, without a procedural macro: sqlx's own derive compiles the drivers twice.

/// Defines a struct that is read from a row by the names of its fields.
///
/// ```
/// store::row! {
///     /// A unit as the list shows it.
///     pub struct UnitRow { pub id: i64, pub name: String, pub closed_on: Option<store::Day> }
/// }
/// ```
#[macro_export]
macro_rules! row {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident {
            $($(#[$field_meta:meta])* $field_vis:vis $field:ident: $kind:ty),* $(,)?
        }
    ) => {
        $(#[$meta])*
        $vis struct $name { $($(#[$field_meta])* $field_vis $field: $kind),* }

        impl<'r, R> $crate::sqlx::FromRow<'r, R> for $name
        where
            R: $crate::sqlx::Row,
            &'static str: $crate::sqlx::ColumnIndex<R>,
            $($kind: $crate::sqlx::Decode<'r, R::Database> + $crate::sqlx::Type<R::Database>),*
        {
            fn from_row(row: &'r R) -> Result<Self, $crate::sqlx::Error> {
                Ok($name { $($field: row.try_get(stringify!($field))?),* })
            }
        }
    };
}
