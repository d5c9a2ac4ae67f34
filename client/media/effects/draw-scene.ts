// The backgrounds that come along, drawn by this program; used by the compositor and by the screens for their thumbnails.
import type { Scene } from './effect-contract.ts';

type Context = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/** Scenes are drawn in this measure and scaled, so that they look the same in every size. */
const [sceneWidth, sceneHeight] = [1600, 900];

const painters: Readonly<Record<Scene, (context: Context) => void>> = {
  hills: drawHills,
  study: drawStudy,
  dusk: drawDusk,
  night: drawNight,
};

/** Fills the whole canvas; what does not fit its proportions is cut off at the sides. */
export function drawScene(context: Context, scene: Scene): void {
  const { width, height } = context.canvas;
  const scale = Math.max(width / sceneWidth, height / sceneHeight);
  context.save();
  context.translate((width - sceneWidth * scale) / 2, (height - sceneHeight * scale) / 2);
  context.scale(scale, scale);
  painters[scene](context);
  context.restore();
}

function drawHills(context: Context): void {
  fillSky(context, ['#bfe3f2', '#f4f6e6']);
  fillCircle(context, { x: 1240, y: 210, radius: 90 }, '#fff4c9');
  fillRidge(context, { top: 470, swell: 90, phase: 0.4 }, '#a9c9a4');
  fillRidge(context, { top: 590, swell: 70, phase: 2.2 }, '#7faf86');
  fillRidge(context, { top: 720, swell: 50, phase: 4.1 }, '#568a68');
}

function drawStudy(context: Context): void {
  fillSky(context, ['#e9e0d2', '#dccfbb']);
  context.fillStyle = '#8a6748';
  for (const left of [110, 1130]) {
    for (const top of [190, 420, 650]) context.fillRect(left, top, 360, 16);
    for (const [row, shelf] of [190, 420, 650].entries()) drawBooks(context, left + 14, shelf, row + left);
    context.fillStyle = '#8a6748';
  }
  drawWindow(context);
}

function drawBooks(context: Context, left: number, shelf: number, seed: number): void {
  const colors = ['#a44a3f', '#3f6f8a', '#d2a24c', '#556b4e', '#7b5a7e', '#cfc3ae'];
  for (let book = 0, x = left; book < 10; book += 1) {
    const number = (seed * 7 + book * 13) % 11;
    const [width, height] = [18 + (number % 4) * 6, 120 + number * 6];
    context.fillStyle = colors[(seed + book * 5) % colors.length] ?? '#888888';
    context.fillRect(x, shelf - height, width, height);
    x += width + 4;
  }
}

function drawWindow(context: Context): void {
  context.fillStyle = '#fbf8f1';
  context.fillRect(590, 120, 420, 500);
  context.fillStyle = '#cfe6ee';
  for (const x of [610, 810]) for (const y of [140, 380]) context.fillRect(x, y, 180, 220);
}

function drawDusk(context: Context): void {
  fillSky(context, ['#39375f', '#b9647a', '#f3b07a']);
  fillCircle(context, { x: 800, y: 610, radius: 130 }, '#ffdf9f');
  fillRidge(context, { top: 640, swell: 34, phase: 1.1 }, '#6d3f62');
  fillRidge(context, { top: 740, swell: 40, phase: 3.4 }, '#432b4f');
}

function drawNight(context: Context): void {
  fillSky(context, ['#0c1630', '#27386a']);
  for (let star = 0; star < 90; star += 1) {
    const [x, y] = [(star * 367) % sceneWidth, (star * 211) % 520];
    fillCircle(context, { x, y, radius: 1 + (star % 3) }, '#dfe8ff');
  }
  for (let house = 0; house < 16; house += 1) {
    const [left, height] = [house * 100, 170 + ((house * 83) % 190)];
    context.fillStyle = '#0a1022';
    context.fillRect(left, sceneHeight - height, 96, height);
    context.fillStyle = '#f5cf7a';
    for (let light = 0; light < 12; light += 1) {
      if ((light * 5 + house * 3) % 4 !== 0) continue;
      context.fillRect(
        left + 14 + (light % 3) * 26,
        sceneHeight - height + 22 + Math.floor(light / 3) * 38,
        14,
        18,
      );
    }
  }
}

function fillSky(context: Context, colors: readonly string[]): void {
  const sky = context.createLinearGradient(0, 0, 0, sceneHeight);
  for (const [index, color] of colors.entries()) sky.addColorStop(index / (colors.length - 1), color);
  context.fillStyle = sky;
  context.fillRect(0, 0, sceneWidth, sceneHeight);
}

function fillCircle(
  context: Context,
  { x, y, radius }: { x: number; y: number; radius: number },
  color: string,
): void {
  context.fillStyle = color;
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}

/** Everything below a soft, wavy line. */
function fillRidge(
  context: Context,
  { top, swell, phase }: { top: number; swell: number; phase: number },
  color: string,
): void {
  context.fillStyle = color;
  context.beginPath();
  context.moveTo(0, sceneHeight);
  for (let x = 0; x <= sceneWidth; x += 20) {
    const wave = Math.sin(x / 260 + phase) + 0.5 * Math.sin(x / 110 + 2 * phase);
    context.lineTo(x, top + swell * wave);
  }
  context.lineTo(sceneWidth, sceneHeight);
  context.fill();
}
