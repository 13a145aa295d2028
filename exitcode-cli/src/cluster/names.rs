//! The names of what there is, for a shell to complete.

use serde_json::Value;

use super::target::{Kind, Target, is_name};
use super::{Api, Refusal};

/// Each with what there is to say of it.
pub(crate) type Names = Vec<(String, String)>;

/// The names of all objects there, each with its status as `kubectl get` prints it.
pub(crate) async fn names(api: &Api, path: &str) -> Result<Names, Refusal> {
    let table = api.table(&format!("{path}?includeObject=None")).await?;
    let items = |key: &str| table.get(key).and_then(Value::as_array).into_iter().flatten();
    let column = |name: &str| items("columnDefinitions").position(|column| column["name"] == name);
    let (name, status) = (column("Name"), column("Status"));
    let row = |row: &Value| {
        let cell = |column: Option<usize>| row.get("cells")?.get(column?)?.as_str();
        Some((cell(name)?.to_owned(), cell(status).unwrap_or_default().to_owned()))
    };
    Ok(items("rows").filter_map(row).filter(|(name, _)| is_name(name)).collect())
}

/// The names of the containers of a pod, or of the pods of a workload, each with its image.
pub(crate) async fn containers(
    api: &Api,
    namespace: &str,
    target: &Target,
) -> Result<Names, Refusal> {
    let object = api.object(&target.kind.path(namespace, &target.name), target.kind.name()).await?;
    let spec = match target.kind {
        Kind::Pod => object.pointer("/spec"),
        _ => object.pointer("/spec/template/spec"),
    };
    let lists = ["initContainers", "containers"].into_iter();
    let containers = lists.filter_map(|list| spec?.get(list)?.as_array()).flatten();
    let named = |container: &Value| {
        let text = |key: &str| container.get(key).and_then(Value::as_str).map(str::to_owned);
        Some((text("name")?, text("image").unwrap_or_default()))
    };
    Ok(containers.filter_map(named).collect())
}
