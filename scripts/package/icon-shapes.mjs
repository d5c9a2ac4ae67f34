// Reads the few shapes that Plenum's icon is drawn of, and draws them in any size; used for the icons of installers.

/**
 * A disc or a rectangle with round corners, in the units of the drawing. `colour`: red, green, blue from 0 to 255.
 * @typedef {{ colour: number[], opacity: number } & ({ kind: 'circle', x: number, y: number, radius: number }
 *   | { kind: 'rect', width: number, height: number, radius: number })} Shape
 * @typedef {{ size: number, shapes: Shape[] }} Drawing `size`: width and height, in the drawing's own units
 */

/**
 * @param {string} svg a square drawing of `rect` at the origin, `circle` and `g` only
 * @returns {Drawing}
 * @throws {Error} for anything else, which would otherwise be missing in the icons unnoticed
 */
export function readShapes(svg) {
  /** @type {Shape[]} */
  const shapes = [];
  /** What the groups around a shape say. @type {Record<string, string>[]} */
  const groups = [{}];
  let size = 0;
  for (const [, isEnd, name = '', text = ''] of svg.matchAll(/<(\/?)(\w+)([^>]*)>/g)) {
    const own = attributesOf(text);
    const all = { ...groups.at(-1), ...own };
    if (name === 'svg') size = Number(own.viewBox?.split(' ')[2] ?? size);
    else if (name === 'g' && isEnd) groups.pop();
    else if (name === 'g') groups.push(all);
    else shapes.push(shapeOf(name, all));
  }
  return { size, shapes };
}

/**
 * Draws with smooth edges.
 * @param {Drawing} drawing
 * @param {number} sizePx width and height of the picture
 * @returns {Uint8Array} red, green, blue and opacity of each pixel, row by row
 */
export function drawShapes({ size, shapes }, sizePx) {
  const pixels = new Uint8Array(sizePx * sizePx * 4);
  const scale = sizePx / size;
  for (let row = 0; row < sizePx; row += 1) {
    for (let column = 0; column < sizePx; column += 1) {
      const at = (row * sizePx + column) * 4;
      for (const shape of shapes) {
        const distance = distanceTo(shape, (column + 0.5) / scale, (row + 0.5) / scale);
        const share = Math.min(1, Math.max(0, 0.5 - distance * scale)) * shape.opacity;
        if (share > 0) lay(pixels, at, shape.colour, share);
      }
    }
  }
  return pixels;
}

/**
 * @param {Shape} shape
 * @param {number} x
 * @param {number} y
 * @returns {number} how far the point is outside of the shape; negative inside
 */
function distanceTo(shape, x, y) {
  if (shape.kind === 'circle') return Math.hypot(x - shape.x, y - shape.y) - shape.radius;
  const beyondX = Math.abs(x - shape.width / 2) - (shape.width / 2 - shape.radius);
  const beyondY = Math.abs(y - shape.height / 2) - (shape.height / 2 - shape.radius);
  const outside = Math.hypot(Math.max(0, beyondX), Math.max(0, beyondY));
  return outside + Math.min(0, Math.max(beyondX, beyondY)) - shape.radius;
}

/**
 * Lays a colour over what is there.
 * @param {Uint8Array} pixels
 * @param {number} at
 * @param {number[]} colour
 * @param {number} share 0 to 1: how much of the pixel it covers
 */
function lay(pixels, at, colour, share) {
  const below = (pixels[at + 3] ?? 0) / 255;
  const whole = share + below * (1 - share);
  for (const [index, value] of colour.entries()) {
    const mixed = value * share + (pixels[at + index] ?? 0) * below * (1 - share);
    pixels[at + index] = Math.round(mixed / whole);
  }
  pixels[at + 3] = Math.round(whole * 255);
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 * @returns {Shape}
 */
function shapeOf(name, attributes) {
  const value = (/** @type {string} */ key) => Number(attributes[key] ?? 0);
  const colour = [1, 3, 5].map((at) => Number.parseInt(attributes.fill?.slice(at, at + 2) ?? '', 16));
  const look = { colour, opacity: Number(attributes.opacity ?? 1) };
  if (name === 'circle')
    return { kind: 'circle', x: value('cx'), y: value('cy'), radius: value('r'), ...look };
  if (name === 'rect') {
    return { kind: 'rect', width: value('width'), height: value('height'), radius: value('rx'), ...look };
  }
  throw new Error(`The icon holds a ${name}, which scripts/package/icon-shapes.mjs cannot draw.`);
}

/** @param {string} text */
function attributesOf(text) {
  return Object.fromEntries([...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key, value]) => [key, value]));
}
