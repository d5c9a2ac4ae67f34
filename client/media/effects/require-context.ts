// A canvas to draw on in a worker; used by everything here that draws.

/** @throws Error where the browser cannot draw in a worker */
export function requireContext(
  canvas: OffscreenCanvas,
  settings?: CanvasRenderingContext2DSettings,
): OffscreenCanvasRenderingContext2D {
  const context = canvas.getContext('2d', settings);
  if (context === null) throw new Error('This browser cannot draw in a worker.');
  return context;
}
