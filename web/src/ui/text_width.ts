// Letters of the data's face are equally wide, but those of other scripts may come from another face.
const plain = /^[ -~–…]*$/;

/** Whether the text may need more than so many `ch` of the data's face. */
export function isWiderThan(text: string, characters: number): boolean {
  return text.length > characters || !plain.test(text);
}
