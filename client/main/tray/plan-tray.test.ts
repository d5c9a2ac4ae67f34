import { describe, expect, test } from 'vitest';
import type { CallState } from '../../ipc.ts';
import { en } from '../texts/en.ts';
import { planTray, type TrayPlan } from './plan-tray.ts';

const call: CallState = { number: '04217', microphone: 'on', camera: 'off', share: 'off' };
const texts = en.tray;

describe('the tray', () => {
  test('says without a server that nothing is connected, and offers to open and to quit', () => {
    const plan = planTray({ connected: false, call: null, texts });
    expect(plan.icon).toBe('away');
    expect(plan.tooltip).toBe(texts.notConnected);
    expect(labels(plan)).toEqual([texts.open, 'line', texts.quit]);
  });

  test('says outside of a meeting that there is none', () => {
    expect(planTray({ connected: true, call: null, texts })).toMatchObject({
      icon: 'idle',
      tooltip: texts.noCall,
    });
  });

  test('names the meeting with all five digits and offers to switch a live microphone off', () => {
    const plan = planTray({ connected: true, call, texts });
    expect(plan.icon).toBe('live');
    expect(plan.tooltip).toBe('Plenum: meeting 04217, microphone on');
    expect(labels(plan)).toEqual([texts.open, 'line', texts.microphoneOff, texts.leave, 'line', texts.quit]);
  });

  test('shows a microphone that is just starting as live, as it will be heard in a moment', () => {
    expect(planTray({ connected: true, call: { ...call, microphone: 'starting' }, texts }).icon).toBe('live');
  });

  test('offers to switch a muted microphone on', () => {
    const plan = planTray({ connected: true, call: { ...call, microphone: 'off' }, texts });
    expect(plan.icon).toBe('muted');
    expect(labels(plan)).toContain(texts.microphoneOn);
  });

  test('puts a shared screen before everything else and offers to stop it', () => {
    const plan = planTray({ connected: true, call: { ...call, microphone: 'off', share: 'on' }, texts });
    expect(plan.icon).toBe('sharing');
    expect(plan.entries).toContainEqual({
      label: texts.stopSharing,
      deed: { do: 'tell', command: 'stop-share' },
    });
  });
});

function labels(plan: TrayPlan): string[] {
  return plan.entries.map((entry) => (entry === 'line' ? entry : entry.label));
}
