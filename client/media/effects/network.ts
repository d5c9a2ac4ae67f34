// A neural network that looks at pictures, run by TensorFlow Lite in WebAssembly; used by person-mask and face-detector.
import createRuntime, { type TfliteRuntime } from '@twilio/video-processors/dist/build/tflite-simd-1-0-0.js';

/** The runtime's buffer for a model; both of ours are a quarter of a megabyte. */
const modelMaxBytes = 1_000_000;

export interface Network {
  /** Pixels of the picture it looks at. */
  readonly width: number;
  readonly height: number;
  /** Red, green, blue of each pixel, row by row, to be written before `run`; valid until the next `run`. */
  input(): Float32Array;
  /** Looks at the input. @returns the answer, valid until the next `run` */
  run(): Float32Array;
}

/**
 * @param runtime the bytes of `tflite-simd-1-0-0.wasm`
 * @param model a `.tflite` file
 * @param outputLength numbers of the model's first output
 * @throws Error when the runtime cannot run the model
 */
export async function loadNetwork(
  runtime: Uint8Array,
  model: Uint8Array,
  outputLength: number,
): Promise<Network> {
  if (model.length > modelMaxBytes) throw new RangeError('The model is too large.');
  const silent = () => undefined;
  const tflite = await createRuntime({ wasmBinary: runtime, print: silent, printErr: silent });
  const {
    _getModelBufferMemoryOffset: modelAt,
    _loadModel: load,
    _getInputWidth: inputWidth,
    _getInputHeight: inputHeight,
    _getInputMemoryOffset: inputAt,
    _runInference: infer,
    _getOutputMemoryOffset: outputAt,
  } = tflite;
  tflite.HEAPU8.set(model, modelAt());
  if (load(model.length) !== 0) throw new Error('The model cannot be run.');
  const [width, height] = [inputWidth(), inputHeight()];
  return {
    width,
    height,
    input: () => floatsAt(tflite, inputAt(), width * height * 3),
    run() {
      if (infer() !== 0) throw new Error('The model failed on a picture.');
      return floatsAt(tflite, outputAt(), outputLength);
    },
  };
}

function floatsAt({ HEAPF32 }: TfliteRuntime, byteOffset: number, length: number): Float32Array {
  const start = byteOffset / Float32Array.BYTES_PER_ELEMENT;
  return HEAPF32.subarray(start, start + length);
}

/**
 * Writes a canvas' pixels as the numbers that a network reads.
 * @param scale of a colour, and `shift` added to it: 1/255 and 0 for 0..1, 2/255 and -1 for -1..1
 */
export function writePixels(
  rgba: Uint8ClampedArray,
  input: Float32Array,
  { scale, shift }: { scale: number; shift: number },
): void {
  for (let pixel = 0, at = 0; at < input.length; pixel += 4, at += 3) {
    input[at] = (rgba[pixel] ?? 0) * scale + shift;
    input[at + 1] = (rgba[pixel + 1] ?? 0) * scale + shift;
    input[at + 2] = (rgba[pixel + 2] ?? 0) * scale + shift;
  }
}
