// One row of an existing system's user table, as the readers hand it to the plan of an import.

/** The columns an import needs; each can be told to have another name in the table. */
export const importColumns = ['phone', 'nickname', 'salt', 'md5'] as const;
export type ImportColumn = (typeof importColumns)[number];
/** How the table calls each column. */
export type ColumnNames = Readonly<Record<ImportColumn, string>>;

export type ImportRow = Readonly<Record<ImportColumn, string>> & {
  /** Where the row stands, for sentences about it: `line 3`. */
  readonly where: string;
};

/** More are imported in several parts: everything is checked, and held in memory, before the first is stored. */
export const importRowsMax = 1_000_000;
