// Rewrites the face model so that its two answers, scores and boxes, come as one: the runtime hands out the first only.
// The file is a flatbuffer (TensorFlow Lite's schema, version 3): tables with fields by number, reached by offsets.

/** Numbers of fields in the schema's tables. */
const modelSubgraphs = 2;
const subgraph = { tensors: 0, outputs: 2, operators: 3 } as const;
const tensorShape = 0;
const operator = { inputs: 1, outputs: 2, options: 4 } as const;
const reshapeNewShape = 0;

/**
 * The model ends in two concatenations along the second axis: two parts of scores, [1,n,1], and two parts of boxes,
 * [1,n,16]. Reshaped to [1,16n,1], the boxes go behind the scores in one concatenation.
 * @param model `face_detection_short_range.tflite` of @mediapipe/face_detection
 * @returns the same model with one output [1,17n,1]: n scores, then n times 16 numbers of a box
 * @throws RangeError for any other model
 */
export function joinOutputs(model: Uint8Array): Uint8Array<ArrayBuffer> {
  const file = new FlatFile(model);
  const graph = file.follow(file.elements(file.field(file.root(), modelSubgraphs))[0]);
  const outputs = file.elements(file.field(graph, subgraph.outputs));
  const [boxes, scores] = outputs.map((at) => file.int(at));
  const producer = (tensor: number | undefined) => {
    for (const at of file.elements(file.field(graph, subgraph.operators))) {
      const candidate = file.follow(at);
      const [output] = file.elements(file.field(candidate, operator.outputs));
      if (output !== undefined && file.int(output) === tensor) return candidate;
    }
    throw new RangeError('The model is not the face model.');
  };
  const shapeOf = (tensor: number | undefined) => {
    const at = file.elements(file.field(graph, subgraph.tensors))[tensor ?? -1];
    return file.elements(file.field(file.follow(at), tensorShape));
  };
  const inputsOf = (table: number) =>
    file.elements(file.field(table, operator.inputs)).map((at) => file.int(at));
  const flatten = (shape: readonly number[]) => {
    const [, count, depth] = shape;
    if (count === undefined || depth === undefined) throw new RangeError('The model is not the face model.');
    file.setInt(count, file.int(count) * file.int(depth));
    file.setInt(depth, 1);
  };

  const joinScores = producer(scores);
  const boxParts = inputsOf(producer(boxes));
  const scoreCount = file.int(shapeOf(scores)[1] ?? 0);
  for (const part of boxParts) {
    flatten(shapeOf(part));
    const options = file.follow(file.field(producer(part), operator.options));
    const newShape = file.elements(file.field(options, reshapeNewShape));
    file.setInt(newShape[2] ?? 0, 1);
  }
  flatten(shapeOf(boxes));
  const boxLength = file.int(shapeOf(boxes)[1] ?? 0);
  file.setInt(shapeOf(scores)[1] ?? 0, scoreCount + boxLength);
  const inputsField = file.field(joinScores, operator.inputs);
  const joined = [...inputsOf(joinScores), ...boxParts];
  // The runtime hands out the first output.
  if (scores !== undefined && boxes !== undefined) {
    file.setInt(outputs[0] ?? 0, scores);
    file.setInt(outputs[1] ?? 0, boxes);
  }
  return file.withVectorAtEnd(inputsField, joined);
}

/** Positions in a flatbuffer. Every offset is counted from where it stands, so that vectors may move to the end. */
class FlatFile {
  readonly #bytes: Uint8Array<ArrayBuffer>;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = new Uint8Array(bytes);
    this.#view = new DataView(this.#bytes.buffer);
  }

  root(): number {
    return this.follow(0);
  }

  int(at: number): number {
    return this.#view.getInt32(at, true);
  }

  setInt(at: number, value: number): void {
    this.#view.setInt32(at, value, true);
  }

  /** Where the offset at a position leads to. */
  follow(at: number | undefined): number {
    if (at === undefined) throw new RangeError('The model is not the face model.');
    return at + this.#view.getUint32(at, true);
  }

  /** Where a field of a table stands. @throws RangeError when the table leaves it out */
  field(table: number, number: number): number {
    const vtable = table - this.#view.getInt32(table, true);
    const slot = 4 + 2 * number;
    const offset = slot < this.#view.getUint16(vtable, true) ? this.#view.getUint16(vtable + slot, true) : 0;
    if (offset === 0) throw new RangeError('The model is not the face model.');
    return table + offset;
  }

  /** Where the elements of the vector stand that a field leads to; all are four bytes long. */
  elements(field: number): number[] {
    const vector = this.follow(field);
    return Array.from({ length: this.#view.getUint32(vector, true) }, (_, index) => vector + 4 + 4 * index);
  }

  /** A copy in which a field leads to a new vector of integers. */
  withVectorAtEnd(field: number, values: readonly number[]): Uint8Array<ArrayBuffer> {
    const start = Math.ceil(this.#bytes.length / 4) * 4;
    const longer = new Uint8Array(start + 4 + 4 * values.length);
    longer.set(this.#bytes);
    const view = new DataView(longer.buffer);
    view.setUint32(field, start - field, true);
    view.setUint32(start, values.length, true);
    for (const [index, value] of values.entries()) view.setInt32(start + 4 + 4 * index, value, true);
    return longer;
  }
}
