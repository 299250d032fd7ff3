import { useEffect } from "react";
import type { Commands } from "../model/commands";
import type { EngineView } from "../model/engine_view";
import type { Settings } from "../model/settings";
import type { Workspace } from "../model/workspace";
import { TreeStrip } from "../panels/tree_strip/tree_strip";
import { useStore } from "../ui/use_store";
import type { ShowPart } from "./narrow_parts";
import { Tour } from "./tour";

interface FirstMinuteProps {
  workspace: Workspace;
  engine: EngineView;
  settings: Settings;
  commands: Commands;
  /** Brings a part of the page onto the screen; null where all are on it. */
  onPart: ShowPart | null;
}

/** What is there for a first minute: how trees come and go, and a tour. Both can be put away, and had back. */
export function FirstMinute({ workspace, engine, settings, commands, onPart }: FirstMinuteProps) {
  const { showsTrees, knowsTour } = useStore(settings.choices);
  useEffect(
    () =>
      commands.register([
        {
          ...{ id: "view.trees", title: "Show or hide the strip of trees", group: "View" },
          run: () => settings.choose({ showsTrees: !settings.choices.get().showsTrees }),
        },
      ]),
    [commands, settings],
  );
  const tour = knowsTour
    ? null
    : { start: () => void commands.run("help.tour"), decline: () => settings.choose({ knowsTour: true }) };
  return (
    <>
      {showsTrees && (
        <TreeStrip
          workspace={workspace}
          engine={engine}
          tour={tour}
          onClose={() => settings.choose({ showsTrees: false })}
        />
      )}
      <Tour workspace={workspace} commands={commands} settings={settings} onPart={onPart} />
    </>
  );
}
