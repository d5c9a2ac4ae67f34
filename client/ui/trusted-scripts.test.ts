import { expect, test } from 'vitest';
import { trustOwnScripts } from './trusted-scripts.ts';

type Rules = { createScriptURL(url: string): string };

test('S20: scripts of this server alone may be named, and nothing makes script of text', () => {
  const policies = new Map<string, Rules>();
  const trustedTypes = { createPolicy: (name: string, rules: Rules) => policies.set(name, rules) };
  trustOwnScripts(trustedTypes, 'https://meet.example');
  expect([...policies.keys()]).toEqual(['default']);
  const rules = policies.get('default');
  expect(Object.keys(rules ?? {})).toEqual(['createScriptURL']);
  for (const url of ['https://meet.example/assets/worker.js', '/assets/worker.js'])
    expect(rules?.createScriptURL(url)).toBe(url);
  for (const url of [
    'https://evil.example/worker.js',
    'data:text/javascript,1',
    'blob:https://evil.example/1',
  ])
    expect(() => rules?.createScriptURL(url)).toThrow(TypeError);
});

test('a browser without Trusted Types needs nothing', () => {
  expect(() => trustOwnScripts(undefined, 'https://meet.example')).not.toThrow();
});
