// The compiled checker as its package has it (package/).
export type * from "pellucid/core";
