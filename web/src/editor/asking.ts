// How Monaco's providers ask the checker about a model's text.

import type { NamesView } from "../model/names_view";
import type { Point } from "../model/place";
import type { Question, Questions } from "../model/questions";
import type { FileId, SourceFile } from "../model/source_file";
import type { monaco } from "./monaco";

export type Model = monaco.editor.ITextModel;

/** The files as the editor knows them. */
export interface EditedFiles {
  fileOf(model: Model): SourceFile | null;
  /** Also of a file that has not been on the screen yet. */
  modelOf(file: FileId): Model | null;
  show(file: FileId, range: monaco.IRange): void;
  /** Of the text of each file. */
  versions(): ReadonlyMap<FileId, number>;
}

export const pointOf = ({ lineNumber, column }: monaco.IPosition): Point => ({ line: lineNumber, column });

/** The answer, if it is about the text that the model still has. */
export type AskModel = <Q extends Question>(
  question: Q,
  model: Model,
  parameters: Omit<Questions[Q]["asks"], "file">,
  slot?: string,
) => Promise<Questions[Q]["answer"] | null>;

export function askModel(names: NamesView, files: EditedFiles): AskModel {
  return async (question, model, parameters, slot = question) => {
    const file = files.fileOf(model);
    if (file === null) return null;
    const asked = { ...parameters, file: file.id } as unknown as Questions[typeof question]["asks"];
    const answer = await names.asker.ask(question, asked, slot);
    return answer !== null && answer.version === files.fileOf(model)?.version ? answer.value : null;
  };
}
