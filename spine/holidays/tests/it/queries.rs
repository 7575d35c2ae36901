//! Every query is understood by both databases.

use crate::cities;
use store::explain::check_queries;

#[tokio::test]
async fn every_query_is_understood_by_both_databases() {
    for city in cities().await {
        check_queries(&city.db, holidays::QUERIES).await.unwrap();
    }
}
