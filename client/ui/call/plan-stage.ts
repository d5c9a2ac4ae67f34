// Where every tile of a call stands: people in a grid, or beside what is shown large. Used by the stage.
import { planGrid } from './plan-grid.ts';

/** A place on the stage in pixels, from its upper left corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface StageContent {
  /** Tiles of equal size: people, one's own screen, the invitation. */
  readonly small: number;
  /** Shared screens of others. */
  readonly large: number;
}

/** People in a strip at the right (`beside`) or at the bottom that takes `share` of the stage, 0..1. */
export interface Arrangement {
  readonly beside: boolean;
  readonly share: number;
}

export interface StagePlan {
  readonly small: readonly Box[];
  readonly large: readonly Box[];
  /** Of people and what is large; without either there is nothing to arrange. */
  readonly arrangement?: Arrangement;
}

/**
 * Shapes that a person's tile may take, the best first. Pictures are cropped to it, so a narrower shape must give this
 * many times the area of the one before it to be worth what it cuts off.
 */
const tileShapes = [
  { aspect: 16 / 9, gainMin: 0 },
  { aspect: 4 / 3, gainMin: 1.12 },
  { aspect: 1, gainMin: 1.35 },
] as const;
/** Shares of the stage that people may get beside a screen. */
const stripShares = [0.16, 0.2, 0.24, 0.28, 0.34, 0.4, 0.5, 0.6] as const;
/** Tiles lower than this many pixels beside a screen are a last resort: no face is recognized in them. */
const stripTileHeightMin = 60;
/** What a pixel of a person counts beside one of a screen: less, or faces would take place that the screen can use. */
const personWeight = 0.25;
const screenAspect = 16 / 9;
/**
 * Another arrangement must be worth this many times the one that stands: beside two screens the best one changes sides with
 * almost every person who comes, for a twentieth of the area.
 */
const rearrangeGain = 1.15;

/**
 * Places every tile inside the area, without overlap.
 * @param area of the stage; an empty one gives boxes without size
 * @param gap between tiles in pixels
 * @param before the arrangement that stands; it stays, the same object, until another one is much better
 */
export function planStage(content: StageContent, area: Box, gap: number, before?: Arrangement): StagePlan {
  if (content.large === 0) return { small: placePeople(content.small, area, gap), large: [] };
  if (content.small === 0) return { small: [], large: placeScreens(content.large, area, gap) };
  const plans = [true, false].flatMap((beside) =>
    stripShares.map((share) => planBeside(content, area, gap, { beside, share })),
  );
  const readable = plans.filter(({ small }) => (small[0]?.height ?? 0) >= stripTileHeightMin);
  const candidates = readable.length > 0 ? readable : plans;
  const best = candidates.reduce((better, plan) => (valueOf(plan) > valueOf(better) ? plan : better));
  const standing = candidates.find(
    ({ arrangement }) => arrangement?.beside === before?.beside && arrangement?.share === before?.share,
  );
  if (!before || !standing || valueOf(best) > valueOf(standing) * rearrangeGain) return best;
  return { ...standing, arrangement: before };
}

function planBeside(content: StageContent, area: Box, gap: number, arrangement: Arrangement): StagePlan {
  const { beside, share } = arrangement;
  const stripSize = Math.round((beside ? area.width : area.height) * share);
  const [screens, strip] = split(area, stripSize, gap, beside);
  return {
    small: placePeople(content.small, strip, gap),
    large: placeScreens(content.large, screens, gap),
    arrangement,
  };
}

function valueOf({ small, large }: StagePlan): number {
  return pictureAreaOf(large) + personWeight * areaOf(small);
}

/** The pixels that screens really cover: a picture keeps its shape inside of its box. */
function pictureAreaOf(screens: readonly Box[]): number {
  return screens.reduce((sum, { width, height }) => {
    const { tileWidth, tileHeight } = planGrid(1, width, height, screenAspect);
    return sum + tileWidth * tileHeight;
  }, 0);
}

function split(area: Box, stripSize: number, gap: number, beside: boolean): readonly [Box, Box] {
  const { x, y, width, height } = area;
  if (beside) {
    const screenWidth = Math.max(0, width - stripSize - gap);
    return [
      { x, y, width: screenWidth, height },
      { x: x + width - stripSize, y, width: stripSize, height },
    ];
  }
  const screenHeight = Math.max(0, height - stripSize - gap);
  return [
    { x, y, width, height: screenHeight },
    { x, y: y + height - stripSize, width, height: stripSize },
  ];
}

function placePeople(count: number, area: Box, gap: number): Box[] {
  return tileShapes.reduce<Box[]>((best, { aspect, gainMin }) => {
    const boxes = placeGrid(count, area, aspect, gap);
    return areaOf(boxes) >= areaOf(best) * gainMin ? boxes : best;
  }, []);
}

function placeScreens(count: number, area: Box, gap: number): Box[] {
  // One screen gets the whole place: it keeps its own shape inside.
  return count === 1 ? [area] : placeGrid(count, area, screenAspect, gap);
}

function placeGrid(count: number, area: Box, aspect: number, gap: number): Box[] {
  if (count === 0) return [];
  const grid = planGrid(count, area.width, area.height, aspect, gap);
  const width = Math.floor(grid.tileWidth);
  const height = Math.floor(grid.tileHeight);
  const top = area.y + (area.height - grid.rows * height - (grid.rows - 1) * gap) / 2;
  return Array.from({ length: count }, (_, index) => {
    const row = Math.floor(index / grid.columns);
    const inRow = Math.min(grid.columns, count - row * grid.columns);
    const left = area.x + (area.width - inRow * width - (inRow - 1) * gap) / 2;
    return {
      x: Math.round(left + (index % grid.columns) * (width + gap)),
      y: Math.round(top + row * (height + gap)),
      width,
      height,
    };
  });
}

function areaOf(boxes: readonly Box[]): number {
  return boxes.reduce((sum, box) => sum + box.width * box.height, 0);
}
