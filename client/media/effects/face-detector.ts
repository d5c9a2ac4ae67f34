// Finds faces in a picture of any shape; used by the effect worker.
import { faceAnswerLength, type FacePoints, facePictureSide, findFaces, type Point } from './find-faces.ts';
import { joinOutputs } from './join-outputs.ts';
import { loadNetwork, type Network, writePixels } from './network.ts';
import { requireContext } from './require-context.ts';

/** More people than that seldom sit before one camera. */
const facesMax = 3;

/** @param model `face_detection_short_range.tflite` */
export function loadFaceNetwork(runtime: Uint8Array, model: Uint8Array): Promise<Network> {
  return loadNetwork(runtime, joinOutputs(model), faceAnswerLength);
}

export class FaceDetector {
  readonly #network: Network;
  readonly #context: OffscreenCanvasRenderingContext2D;

  constructor(network: Network) {
    this.#network = network;
    const canvas = new OffscreenCanvas(facePictureSide, facePictureSide);
    this.#context = requireContext(canvas, { willReadFrequently: true });
  }

  /** @param size of the picture @returns points in pixels of that size */
  find(picture: CanvasImageSource, size: { readonly width: number; readonly height: number }): FacePoints[] {
    // The model wants a square; what is missing stays black.
    const scale = facePictureSide / Math.max(size.width, size.height);
    const [width, height] = [size.width * scale, size.height * scale];
    const [left, top] = [(facePictureSide - width) / 2, (facePictureSide - height) / 2];
    this.#context.drawImage(picture, left, top, width, height);
    const { data } = this.#context.getImageData(0, 0, facePictureSide, facePictureSide);
    writePixels(data, this.#network.input(), { scale: 2 / 255, shift: -1 });
    return findFaces(this.#network.run(), facesMax).map((face) =>
      mapPoints(face, ({ x, y }) => ({
        x: (x * facePictureSide - left) / scale,
        y: (y * facePictureSide - top) / scale,
      })),
    );
  }
}

function mapPoints(face: FacePoints, map: (point: Point) => Point): FacePoints {
  return {
    leftEye: map(face.leftEye),
    rightEye: map(face.rightEye),
    nose: map(face.nose),
    mouth: map(face.mouth),
    leftEar: map(face.leftEar),
    rightEar: map(face.rightEar),
  };
}
