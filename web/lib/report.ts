/**
 * Where the domain tells what it dropped or set aside, one line each, without
 * content: it is for whoever looks into the log, never for the screen.
 */
export type Report = (what: string, detail?: unknown) => void;
