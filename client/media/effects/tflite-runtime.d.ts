// Types of the TensorFlow Lite runtime in WebAssembly that comes with Twilio's video processors; used by network.

declare module '@twilio/video-processors/dist/build/tflite-simd-1-0-0.js' {
  export interface TfliteRuntime {
    /** Anew after the memory has grown. */
    readonly HEAPU8: Uint8Array;
    readonly HEAPF32: Float32Array;
    readonly _getModelBufferMemoryOffset: () => number;
    /** 0 when the runtime can run the model. */
    readonly _loadModel: (bytes: number) => number;
    /** 0 when all went well. */
    readonly _runInference: () => number;
    readonly _getInputMemoryOffset: () => number;
    readonly _getInputWidth: () => number;
    readonly _getInputHeight: () => number;
    readonly _getOutputMemoryOffset: () => number;
  }
  export default function createRuntime(options: {
    wasmBinary: Uint8Array;
    print: (line: string) => void;
    printErr: (line: string) => void;
  }): Promise<TfliteRuntime>;
}
