import { memo, useState } from "react";
import {
  Button,
  DialogTrigger,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  type Selection,
  TextField,
  useFilter,
} from "react-aria-components";
import { type NodeCategory, nodeKinds } from "../../generated/syntax";
import { Icon } from "../../ui/icon";
import styles from "./node_table.module.css";

const categoryNames: Record<NodeCategory, string> = {
  Module: "Module",
  Statement: "Statements",
  Clause: "Clauses",
  Expression: "Expressions",
  Identifier: "Identifiers",
  Pattern: "Patterns",
};

const sections = Object.entries(categoryNames).map(([category, title]) => ({
  title,
  kinds: nodeKinds
    .map(({ name, category: of }, kind) => ({ name, of, kind }))
    .filter(({ of }) => of === category)
    .sort((a, b) => a.name.localeCompare(b.name)),
}));

interface KindFilterProps {
  kinds: ReadonlySet<number>;
  onChange: (kinds: ReadonlySet<number>) => void;
}

function summary(kinds: ReadonlySet<number>): string {
  const [first] = kinds;
  if (first === undefined) return "All kinds";
  const name = nodeKinds[first]?.name ?? "";
  return kinds.size === 1 ? name : `${name} and ${kinds.size - 1} more`;
}

function KindChoice({ kinds, onChange }: KindFilterProps) {
  const { contains } = useFilter({ sensitivity: "base" });
  const [wanted, setWanted] = useState("");
  const found = sections
    .map(({ title, kinds: all }) => ({ title, kinds: all.filter(({ name }) => contains(name, wanted)) }))
    .filter((section) => section.kinds.length > 0);
  const select = (selection: Selection) => onChange(new Set(selection === "all" ? [] : [...selection].map(Number)));
  return (
    <>
      <TextField aria-label="Find a kind" autoFocus className={styles.search} value={wanted} onChange={setWanted}>
        <Input placeholder="Find a kind" />
      </TextField>
      <ListBox
        aria-label="Kinds"
        selectionMode="multiple"
        escapeKeyBehavior="none"
        selectedKeys={kinds}
        onSelectionChange={select}
        className={styles.kinds}
        renderEmptyState={() => <p className={styles.soft}>No kind has this in its name.</p>}
      >
        {found.map((section) => (
          <ListBoxSection key={section.title} id={section.title}>
            <Header>{section.title}</Header>
            {section.kinds.map(({ name, kind }) => (
              <ListBoxItem key={kind} id={kind} textValue={name}>
                <span className={styles.check}>{kinds.has(kind) && <Icon name="check" />}</span>
                {name}
              </ListBoxItem>
            ))}
          </ListBoxSection>
        ))}
      </ListBox>
    </>
  );
}

/** Chooses the kinds of node that the table shows. Not drawn again with every answer of the checker. */
export const KindFilter = memo(({ kinds, onChange }: KindFilterProps) => {
  return (
    <div className={styles.filter}>
      <DialogTrigger>
        <Button className={styles.filterButton} aria-label={`Filter by kind: ${summary(kinds)}`}>
          <Icon name="filter" />
          {summary(kinds)}
        </Button>
        <Popover className={styles.popover} placement="bottom end" aria-label="Kinds to show">
          <div className={styles.dialog}>
            <KindChoice kinds={kinds} onChange={onChange} />
          </div>
        </Popover>
      </DialogTrigger>
      {kinds.size > 0 && (
        <Button className={styles.clear} aria-label="Show all kinds" onPress={() => onChange(new Set())}>
          <Icon name="close" />
        </Button>
      )}
    </div>
  );
});
