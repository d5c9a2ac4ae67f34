// Tells what lies inside of the frame how it is laid out.
import { createContext, use } from 'react';
import { type FramePlan, planFrame } from './plan-frame.ts';

export const FrameContext = createContext<FramePlan>(
  planFrame({ widthPx: 1280, hasList: false, isOpen: false }),
);

/** How the frame around a component is laid out now. */
export function useFrame(): FramePlan {
  return use(FrameContext);
}
