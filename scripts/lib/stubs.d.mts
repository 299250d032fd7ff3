export function pack(files: readonly { readonly name: Buffer; readonly text: Buffer }[]): Buffer<ArrayBuffer>;
