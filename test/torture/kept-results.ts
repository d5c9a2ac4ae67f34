// What long runs found, kept in docs/reliability.json part by part, so that a long run can be done in slices. Read by the command.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { TestResult } from './check.ts';

/** The last figures of one test in its long form, and when and how they were taken. */
export interface KeptResult extends TestResult {
  /** For example `2026-11-27`. */
  readonly date: string;
  /** For example `2 cores of ...`. */
  readonly machine: string;
  readonly repeats: number;
  /** How long the test took. */
  readonly minutes: number;
}

/** @returns nothing when nothing was kept yet. @throws SyntaxError when the file was broken by hand */
export function readKept(path: string): KeptResult[] {
  if (!existsSync(path)) return [];
  return (JSON.parse(readFileSync(path, 'utf8')) as { tests: KeptResult[] }).tests;
}

export function writeKept(path: string, results: readonly KeptResult[]): void {
  writeFileSync(path, `${JSON.stringify({ tests: results }, null, 2)}\n`);
}

/** A fresh result in the place of an older one of the same test, in the order of the tests; those that are no more are dropped. */
export function mergeResults(
  kept: readonly KeptResult[],
  fresh: KeptResult,
  ids: readonly string[],
): KeptResult[] {
  const known = new Map([...kept, fresh].map((result) => [result.id, result]));
  return ids.flatMap((id) => known.get(id) ?? []);
}
