// What tests make of networks: gone before the next test begins.
import { expect, test } from 'vitest';
import {
  listInterfaces,
  listNamespaces,
  newName,
  removeInterface,
  removeNamespace,
  run,
} from '../netlab/namespaces.ts';

test('N1: what is removed is gone when removal returns, thirty times in a row', () => {
  for (let round = 0; round < 30; round += 1) {
    const [namespace, near] = [newName('plenum-test-'), newName('odd')];
    run('ip', 'netns', 'add', namespace);
    run('ip', 'link', 'add', near, 'type', 'veth', 'peer', 'name', 'far', 'netns', namespace);
    expect([listNamespaces().includes(namespace), listInterfaces().includes(near)]).toEqual([true, true]);
    removeInterface(near);
    removeNamespace(namespace);
    expect([listNamespaces().includes(namespace), listInterfaces().includes(near)]).toEqual([false, false]);
  }
  removeInterface('odd00000_000000');
  removeNamespace('plenum-test-00000_000000');
});
