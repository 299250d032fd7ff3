import { freshnessOf } from "../model/freshness";
import type { NamesView } from "../model/names_view";
import type { Readable } from "../model/store";
import type { Workspace } from "../model/workspace";
import { FreshnessMark } from "../ui/freshness";
import { useStore } from "../ui/use_store";

interface MarkProps {
  workspace: Workspace;
  className: string | undefined;
}

function Mark({ workspace, className, known }: MarkProps & { known: Readable<{ readonly version: number } | null> }) {
  const active = useStore(workspace.active);
  const checker = useStore(workspace.checker);
  const result = useStore(known);
  useStore(workspace.edits);
  const version = active === null ? undefined : workspace.file(active)?.version;
  if (version === undefined) return null;
  const checked = active === null ? undefined : workspace.checked.get().get(active);
  const ms = checked !== undefined && checked.version === result?.version ? { ms: checked.checkMs } : {};
  const freshness = freshnessOf(version, result && { version: result.version, ...ms }, checker);
  return (
    <span className={className}>
      <FreshnessMark {...freshness} />
    </span>
  );
}

/** Of the table that is shown. What the engine tells and what is set is of the moment, and needs none. */
export function TableFreshness({ workspace, className, names }: MarkProps & { names: NamesView }) {
  const { table } = useStore(workspace.view);
  const known = {
    name: names.trace.trace,
    scopes: names.scopes.tree,
    nodes: workspace.nodes,
    tokens: workspace.tokens,
    engine: null,
    run: null,
    settings: null,
  }[table];
  return known && <Mark key={table} workspace={workspace} className={className} known={known} />;
}
