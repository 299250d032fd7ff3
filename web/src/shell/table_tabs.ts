import type { TableName } from "../model/workspace";

export const tableTabs: readonly { id: TableName; elementId: string; content: string }[] = [
  { id: "name", elementId: "table-name", content: "Name" },
  { id: "scopes", elementId: "table-scopes", content: "Scopes" },
  { id: "nodes", elementId: "table-nodes", content: "Nodes" },
  { id: "tokens", elementId: "table-tokens", content: "Tokens" },
  { id: "engine", elementId: "table-engine", content: "Engine" },
  { id: "settings", elementId: "table-settings", content: "Settings" },
  { id: "run", elementId: "table-run", content: "Run" },
];
