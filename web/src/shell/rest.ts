// What of the page can wait until there is a source to read and type in. It is loaded as one.

export { Problems } from "../panels/problems/problems";
export { RenameReview } from "../panels/rename_review/rename_review";
export { RulePage } from "../panels/rule_page/rule_page";
export { StatusLine } from "../panels/status_line/status_line";
export { CommandDialogs } from "./command_dialogs";
export { DoneLine } from "./done_line";
export { DraftNotices } from "./draft_notices";
export { FirstMinute } from "./first_minute";
export { Header } from "./header";
export { NoFile } from "./no_file";
export { Notices } from "./notices";
export { ProjectCommands } from "./project_commands";
export { Reducing } from "./reducing";
export { SharingParts } from "./sharing_parts";
export { Tables } from "./tables";
