// What the screens may ask about annotations on shared screens, passed on to the call that runs. Used by meeting-controller.
import { toProblem } from './to-problem.ts';
import type { StoreApi } from 'zustand';
import type { Call } from '../call/call.ts';
import type { MeetingActions, MeetingState } from './meeting-model.ts';

type DrawingActions = Pick<
  MeetingActions,
  'allowDrawing' | 'pointAt' | 'drawPiece' | 'eraseDrawing' | 'onDrawing'
>;

/** @param callOf the running call, if there is one */
export function createDrawingActions(
  store: StoreApi<MeetingState>,
  callOf: () => Call | undefined,
): DrawingActions {
  const succeeds = async (work: Promise<void> | undefined): Promise<boolean> => {
    try {
      await work;
      return true;
    } catch (error) {
      store.setState({ problem: toProblem(error) });
      return false;
    }
  };
  return {
    allowDrawing: async (producerId, drawers) => {
      await succeeds(callOf()?.drawings.allow(producerId, drawers));
    },
    pointAt: (producerId, at) => {
      callOf()
        ?.drawings.point(producerId, at)
        .catch(() => undefined);
    },
    drawPiece: (producerId, piece, from) => succeeds(callOf()?.drawings.draw(producerId, piece, from)),
    eraseDrawing: async (producerId, erasure) => {
      await succeeds(callOf()?.drawings.erase(producerId, erasure));
    },
    onDrawing: (producerId, listener) => callOf()?.drawings.listen(producerId, listener) ?? (() => undefined),
  };
}
