// Draws a plot as SVG text, without a document. Used by the load report and by netlab.
import { parse, View } from 'vega';
import { compile, type TopLevelSpec } from 'vega-lite';

/**
 * @param spec a Vega-Lite specification with its data; colours may be `currentColor`
 * @returns SVG for a page or a file of its own; texts in it are escaped
 */
export async function drawPlot(spec: TopLevelSpec): Promise<string> {
  const view = new View(parse(compile(spec).spec), { renderer: 'none' });
  try {
    return await view.toSVG();
  } finally {
    view.finalize();
  }
}

/** Told apart by people who see colours differently, too (Okabe and Ito, "Color Universal Design", 2008). */
export const plotColours = ['#0072b2', '#d55e00', '#009e73', '#cc79a7'] as const;
