// All features as one. The compiler refuses a list in which a request of the protocol has no handler, or two.
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { RequestName } from '../../protocol/requests.ts';
import type { RoomListener } from '../../rooms/outbox.ts';
import type { GaugeSource } from '../observe/metrics.ts';
import type { AnyFeature } from './feature.ts';
import type { Handlers } from './handler.ts';

export interface CombinedFeatures {
  readonly handlers: Handlers;
  readonly roomListeners: readonly Partial<RoomListener>[];
  readonly metrics: readonly GaugeSource[];
  /** Adds the HTTP paths of all features. */
  addRoutes(http: FastifyInstance): void;
  /** Closes the features one after the other, the last of the list first. Never throws: what a feature throws is logged. */
  close(): Promise<void>;
}

type NamesOf<F> = F extends { readonly handlers: infer H } ? keyof H : never;

/** Requests that two features of the list answer. */
type AnsweredTwice<All extends readonly unknown[]> = All extends readonly [infer First, ...infer Others]
  ? (NamesOf<First> & NamesOf<Others[number]>) | AnsweredTwice<Others>
  : never;

/** What a list must be besides a list: anything if it answers each request once, else an object that names the wrong ones. */
type AnswersEachOnce<All extends readonly unknown[]> = [
  Exclude<RequestName, NamesOf<All[number]>> | AnsweredTwice<All>,
] extends [never]
  ? unknown
  : {
      readonly unanswered: Exclude<RequestName, NamesOf<All[number]>>;
      readonly answeredTwice: AnsweredTwice<All>;
    };

/**
 * @param features a list that answers each request of the protocol's table exactly once
 * @param log gets what a feature throws where no caller waits for an answer
 */
export function combineFeatures<const All extends readonly AnyFeature[]>(
  features: All & AnswersEachOnce<All>,
  log: Pick<Logger, 'error'>,
): CombinedFeatures {
  const all: readonly AnyFeature[] = features;
  const handlers: Partial<Handlers> = Object.assign({}, ...all.map((feature) => feature.handlers));
  return {
    // Whole, since the compiler has counted the list above.
    handlers: handlers as Handlers,
    roomListeners: all.flatMap(({ roomEvents = [] }) => roomEvents),
    metrics: all.flatMap(({ metrics = [] }) => metrics),
    addRoutes: (http) => {
      for (const { routes } of all) routes?.(http);
    },
    close: async () => {
      for (const { close } of all.toReversed()) {
        try {
          await close?.();
        } catch (error) {
          log.error({ err: error }, 'a feature did not close as it should');
        }
      }
    },
  };
}
