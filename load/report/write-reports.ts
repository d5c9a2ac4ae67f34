// Writes the result of a run into the files that were asked for. Called by load.ts, before a run and after it.
import { accessSync, constants, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { LoadError } from '../load-error.ts';
import type { LoadOptions } from '../plan/options.ts';
import type { LoadResult } from '../runs/result.ts';

type Files = Pick<LoadOptions, 'json' | 'html' | 'sessions'>;

/** Found out before anything is measured. @throws LoadError when a file cannot be written where it is to be */
export function requireWritable({ json, html, sessions }: Files): void {
  for (const [option, file] of Object.entries({ json, html, sessions })) {
    if (file === undefined) continue;
    try {
      accessSync(dirname(file), constants.W_OK);
    } catch (cause) {
      throw new LoadError(
        `${file} cannot be written, because ${dirname(file)} is no folder that may be written to: correct --${option}.`,
        { cause },
      );
    }
  }
}

/** @throws LoadError when a file cannot be written after all */
export async function writeReports(result: LoadResult, { json, html }: Files): Promise<void> {
  const write = (file: string, text: string): void => {
    try {
      writeFileSync(file, text);
    } catch (cause) {
      throw new LoadError(
        `${file} could not be written (${String(cause)}): what is printed is all there is.`,
        {
          cause,
        },
      );
    }
  };
  if (json !== undefined) write(json, `${JSON.stringify(result, undefined, 2)}\n`);
  if (html === undefined) return;
  // The library that draws takes some 0.3 s to load, which most runs do not need.
  const { describeHtml } = await import('./html.ts');
  write(html, await describeHtml(result, new Date()));
}
