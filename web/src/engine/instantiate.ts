export { instantiate } from "pellucid/core";
