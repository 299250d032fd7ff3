import {
  Autocomplete,
  Button,
  Dialog,
  DialogTrigger,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Popover,
  SearchField,
  type Selection,
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

/** Chooses the kinds of node that the table shows. */
export function KindFilter({ kinds, onChange }: KindFilterProps) {
  const { contains } = useFilter({ sensitivity: "base" });
  const select = (selection: Selection) => onChange(new Set(selection === "all" ? [] : [...selection].map(Number)));
  return (
    <div className={styles.filter}>
      <DialogTrigger>
        <Button className={styles.filterButton} aria-label={`Filter by kind: ${summary(kinds)}`}>
          <Icon name="filter" />
          {summary(kinds)}
        </Button>
        <Popover className={styles.popover} placement="bottom end">
          <Dialog aria-label="Kinds to show" className={styles.dialog}>
            <Autocomplete filter={contains}>
              <SearchField aria-label="Find a kind" autoFocus className={styles.search}>
                <Input placeholder="Find a kind" />
              </SearchField>
              <ListBox
                aria-label="Kinds"
                selectionMode="multiple"
                selectedKeys={kinds}
                onSelectionChange={select}
                className={styles.kinds}
                renderEmptyState={() => <p className={styles.soft}>No kind has this in its name.</p>}
              >
                {sections.map((section) => (
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
            </Autocomplete>
          </Dialog>
        </Popover>
      </DialogTrigger>
      {kinds.size > 0 && (
        <Button className={styles.clear} aria-label="Show all kinds" onPress={() => onChange(new Set())}>
          <Icon name="close" />
        </Button>
      )}
    </div>
  );
}
