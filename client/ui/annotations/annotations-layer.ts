// Draws strokes and pointers into an SVG element that lies over a shared picture. Without React, as every piece changes it.
import type { AnnotationColour, AnnotationPoint, Stroke } from '../../../protocol/drawing/drawing.ts';
import { scaleOf } from './annotation-place.ts';

const namespace = 'http://www.w3.org/2000/svg';
/** A pointer that stands still fades after this long. */
const pointerShownMs = 2000;
/** As long as the transition that fades it (theme.css). */
const pointerFadeMs = 300;

/** Bright or deep, each with an edge of the other kind: one of the two stands out on any picture and in both themes. */
export const annotationPaint: Readonly<
  Record<AnnotationColour, { readonly ink: string; readonly edge: string }>
> = {
  red: { ink: '#d92d20', edge: '#ffffff' },
  yellow: { ink: '#ffd60a', edge: '#101418' },
  green: { ink: '#3ddc6d', edge: '#101418' },
  blue: { ink: '#1d4ed8', edge: '#ffffff' },
};

interface Size {
  readonly width: number;
  readonly height: number;
}

interface ShownPointer {
  readonly element: SVGGElement;
  fading: ReturnType<typeof setTimeout> | undefined;
}

export class AnnotationsLayer {
  readonly #svg: SVGSVGElement;
  readonly #strokes = add('g');
  readonly #ownStroke = add('g');
  readonly #pointers = add('g');
  readonly #shownStrokes = new Map<string, SVGGElement>();
  readonly #shownPointers = new Map<string, ShownPointer>();
  readonly #size: Size;

  /** @param svg whose view box is `size`, the picture's own */
  constructor(svg: SVGSVGElement, size: Size) {
    this.#svg = svg;
    this.#size = size;
    svg.replaceChildren(this.#strokes, this.#ownStroke, this.#pointers);
  }

  /** Shows what stands, and nothing else. */
  showStrokes(strokes: readonly Stroke[]): void {
    const keys = new Set(strokes.map(keyOf));
    for (const [key, element] of this.#shownStrokes) {
      if (keys.has(key)) continue;
      element.remove();
      this.#shownStrokes.delete(key);
    }
    for (const stroke of strokes) {
      const known = this.#shownStrokes.get(keyOf(stroke));
      const element = known ?? strokeElement(stroke.colour);
      if (!known) this.#strokes.append(element);
      this.#shownStrokes.set(keyOf(stroke), element);
      if (element.dataset['points'] !== String(stroke.points.length)) this.#draw(element, stroke.points);
    }
  }

  /** Shows the stroke that is being drawn here, before the server has it; without points nothing. */
  showOwnStroke(colour: AnnotationColour, points: readonly AnnotationPoint[]): void {
    this.#ownStroke.replaceChildren();
    if (points.length === 0) return;
    const element = strokeElement(colour);
    this.#ownStroke.append(element);
    this.#draw(element, points);
  }

  /** Shows where a member points, with their name, for a moment. */
  showPointer(peerId: string, name: string, [across, down]: AnnotationPoint): void {
    const shown = this.#shownPointers.get(peerId) ?? this.#addPointer(peerId, name);
    clearTimeout(shown.fading);
    const { width, height } = this.#size;
    // Names are as large as all text of the page, however large or small the picture is shown.
    const scale = 1 / (scaleOf(this.#svg.getBoundingClientRect(), this.#size) || 1);
    shown.element.style.transform = `translate(${across * width}px, ${down * height}px) scale(${scale})`;
    shown.element.classList.remove('opacity-0');
    shown.element.classList.toggle('mark-name-left', across > 0.8);
    shown.fading = setTimeout(() => this.#fade(peerId, shown), pointerShownMs);
  }

  #fade(peerId: string, shown: ShownPointer): void {
    shown.element.classList.add('opacity-0');
    shown.fading = setTimeout(() => {
      shown.element.remove();
      this.#shownPointers.delete(peerId);
    }, pointerFadeMs);
  }

  #addPointer(peerId: string, name: string): ShownPointer {
    const element = add('g', { class: 'mark-pointer', 'data-testid': 'mark-pointer', 'data-peer': peerId });
    const label = add('text', { class: 'mark-name', y: '5' });
    label.textContent = name;
    element.append(add('circle', { class: 'mark-dot', r: '7' }), label);
    this.#pointers.append(element);
    const shown = { element, fading: undefined };
    this.#shownPointers.set(peerId, shown);
    return shown;
  }

  #draw(element: SVGGElement, points: readonly AnnotationPoint[]): void {
    element.dataset['points'] = String(points.length);
    const { width, height } = this.#size;
    const places = points.map(([across, down]) => `${across * width} ${down * height}`);
    // A line to where it began makes a dot of a single point.
    const path = `M ${places[0]} L ${places.length === 1 ? places[0] : places.slice(1).join(' ')}`;
    for (const line of element.children) line.setAttribute('d', path);
  }
}

/** Two lines, one upon the other: the edge and the ink. */
function strokeElement(colour: AnnotationColour): SVGGElement {
  const { ink, edge } = annotationPaint[colour];
  const group = add('g', { 'data-testid': 'mark-stroke', 'data-colour': colour });
  group.append(
    add('path', { class: 'mark-edge', stroke: edge }),
    add('path', { class: 'mark-ink', stroke: ink }),
  );
  return group;
}

function keyOf({ peerId, stroke }: Stroke): string {
  return `${peerId} ${stroke}`;
}

function add<N extends keyof SVGElementTagNameMap>(
  name: N,
  attributes: Readonly<Record<string, string>> = {},
): SVGElementTagNameMap[N] {
  const element = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}
