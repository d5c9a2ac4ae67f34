// The annotations on every shared screen of a call: asks for what stands, follows the notices, sends one's own. Used by call.
import {
  type Drawers,
  type Erasure,
  type AnnotationPoint,
  annotationSteps,
  type ShareDrawing,
  type StrokePiece,
} from '../../protocol/drawing/drawing.ts';
import type { Notice } from '../../protocol/notices.ts';
import type { RoomSnapshot } from '../../protocol/room/roster.ts';
import { applyDrawingNotice, unknownDrawing } from './drawing-view.ts';
import type { Signalling } from '../link/signalling.ts';

/** What happens on one shared screen. */
export interface DrawingListener {
  /** Who may draw or what stands has changed; also called once at the beginning. */
  changed(drawing: ShareDrawing): void;
  /** Another peer points at a place, or draws there. */
  pointed(peerId: string, at: AnnotationPoint): void;
}

export class Drawings {
  readonly #signalling: Signalling;
  readonly #shares = new Map<string, ShareDrawing>();
  readonly #listeners = new Map<string, Set<DrawingListener>>();
  /** Whom one has let draw on screens of one's own, those that have ended included. */
  readonly #allowed = new Map<string, Drawers>();
  #selfPeerId = '';

  constructor(signalling: Signalling) {
    this.#signalling = signalling;
  }

  /** The room has changed: new screens are asked for, ended ones forgotten. */
  follow(room: RoomSnapshot): void {
    this.#selfPeerId = room.selfPeerId;
    const screens = room.peers.flatMap(({ sources }) => sources.filter(({ source }) => source === 'screen'));
    const present = new Set(screens.map(({ producerId }) => producerId));
    for (const producerId of this.#shares.keys())
      if (!present.has(producerId)) this.#shares.delete(producerId);
    for (const producerId of present) {
      if (this.#shares.has(producerId)) continue;
      this.#shares.set(producerId, unknownDrawing);
      void this.#read(producerId);
    }
  }

  /** After a break notices are missing: everything is asked for again. */
  refresh(): void {
    for (const producerId of this.#shares.keys()) void this.#read(producerId);
  }

  /** Takes a notice that is about annotations. @returns whether it was */
  handleNotice(notice: Notice): boolean {
    switch (notice.name) {
      case 'drawing:pointed': {
        const { producerId, peerId, at } = notice.body;
        this.#sayPointed(producerId, peerId, toShares(at));
        return true;
      }
      case 'drawing:drawn': {
        const { producerId, peerId } = notice.body;
        const points = notice.body.points.map(toShares);
        this.#apply(producerId, { name: notice.name, body: { ...notice.body, points } });
        this.#sayPointed(producerId, peerId, points.at(-1));
        return true;
      }
      case 'drawing:missed':
        void this.#read(notice.body.producerId);
        return true;
      case 'drawing:allowed':
      case 'drawing:erased':
        this.#apply(notice.body.producerId, notice);
        return true;
      default:
        return false;
    }
  }

  /** Calls back about one screen until the returned function is called. */
  listen(producerId: string, listener: DrawingListener): () => void {
    const listeners = this.#listeners.get(producerId) ?? new Set();
    this.#listeners.set(producerId, listeners.add(listener));
    listener.changed(this.#shares.get(producerId) ?? unknownDrawing);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(producerId);
    };
  }

  /** @throws RequestError, CallError */
  async allow(producerId: string, drawers: Drawers): Promise<void> {
    await this.#signalling.request('drawing:allow', { producerId, drawers });
    this.#allowed.set(producerId, drawers);
    this.#apply(producerId, { name: 'drawing:allowed', body: { producerId, drawers } });
  }

  /** The same screen continues as another source, with another codec for example: the same peers may draw on it. */
  async goOn(earlierProducerId: string, producerId: string): Promise<void> {
    const drawers = this.#allowed.get(earlierProducerId);
    this.#allowed.delete(earlierProducerId);
    try {
      if (drawers) await this.allow(producerId, drawers);
    } catch {
      // Then no peer may draw, and the sharer sees it.
    }
  }

  /** Points at a place for a moment. @throws RequestError, CallError */
  async point(producerId: string, at: AnnotationPoint): Promise<void> {
    await this.#signalling.request('drawing:point', { producerId, at: toSteps(at) });
  }

  /**
   * Draws on; the piece stands when it returns.
   * @param from how many points of the stroke were sent before
   * @throws RequestError, CallError
   */
  async draw(producerId: string, piece: StrokePiece, from: number): Promise<void> {
    await this.#signalling.request('drawing:draw', {
      producerId,
      ...piece,
      points: piece.points.map(toSteps),
    });
    const peerId = this.#selfPeerId;
    this.#apply(producerId, { name: 'drawing:drawn', body: { producerId, peerId, from, ...piece } });
  }

  /** @throws RequestError, CallError */
  async erase(producerId: string, erasure: Erasure): Promise<void> {
    await this.#signalling.request('drawing:erase', { producerId, erasure });
    const peerId = this.#selfPeerId;
    this.#apply(producerId, { name: 'drawing:erased', body: { producerId, peerId, erasure } });
  }

  async #read(producerId: string): Promise<void> {
    try {
      const { drawers, strokes } = await this.#signalling.request('drawing:read', { producerId });
      const shown = strokes.map((stroke) => ({ ...stroke, points: stroke.points.map(toShares) }));
      this.#become(producerId, { drawers, strokes: shown });
    } catch {
      // The share has just ended, or the connection broke: then everything is asked for again when it is back.
    }
  }

  #sayPointed(producerId: string, peerId: string, at: AnnotationPoint | undefined): void {
    if (at === undefined) return;
    for (const listener of this.#listeners.get(producerId) ?? []) listener.pointed(peerId, at);
  }

  #apply(producerId: string, notice: Notice): void {
    const drawing = this.#shares.get(producerId);
    if (drawing) this.#become(producerId, applyDrawingNotice(drawing, notice));
  }

  #become(producerId: string, drawing: ShareDrawing): void {
    const before = this.#shares.get(producerId);
    if (before === undefined || before === drawing) return;
    this.#shares.set(producerId, drawing);
    for (const listener of this.#listeners.get(producerId) ?? []) listener.changed(drawing);
  }
}

/** Places are shares of the picture here, 0..1, and whole steps on the wire. */
function toSteps([across, down]: AnnotationPoint): AnnotationPoint {
  return [Math.round(across * annotationSteps), Math.round(down * annotationSteps)];
}

function toShares([across, down]: AnnotationPoint): AnnotationPoint {
  return [across / annotationSteps, down / annotationSteps];
}
