import { expect, test } from 'vitest';
import { readServerMetrics } from './server-metrics.ts';

const page = `
# HELP plenum_sockets Signed-in sockets.
# TYPE plenum_sockets gauge
plenum_sockets 3
process_cpu_seconds_total 1.5
process_resident_memory_bytes 1.2e+8
nodejs_heap_size_used_bytes 4000
plenum_media_worker_cpu_seconds_total{port="20000"} 2
plenum_media_worker_cpu_seconds_total{port="20001"} 0.25
plenum_media_worker_resident_bytes{port="20000"} 100
plenum_media_packets{kind="voice",direction="in"} 7
`;

test('a page of metrics is summed over the workers', () => {
  expect(readServerMetrics(page)).toEqual({
    nodeCpuSeconds: 1.5,
    workerCpuSeconds: 2.25,
    nodeMemoryBytes: 120_000_000,
    workerMemoryBytes: 100,
    nodeHeapBytes: 4000,
    collectedHeapBytes: undefined,
    sockets: 3,
    packets: [{ kind: 'voice', direction: 'in', count: 7 }],
  });
});

test('what is left of the heap is told where garbage was collected for it', () => {
  expect(readServerMetrics(`${page}plenum_heap_collected_bytes 3000\n`)?.collectedHeapBytes).toBe(3000);
});

test('a page of something else is none', () => {
  expect(readServerMetrics('<html>up 1</html>')).toBeUndefined();
});
