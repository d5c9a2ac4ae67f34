// What a feature gives the server: handlers of its requests, and what else it answers, hears, measures and closes. Each folder of
// server/features has a createX(ports) that returns one; combine-features.ts makes one of all.
import type { FastifyInstance } from 'fastify';
import type { RequestName } from '../../protocol/requests.ts';
import type { RoomListener } from '../../rooms/outbox.ts';
import type { GaugeSource } from '../observe/metrics.ts';
import type { Handlers } from './handler.ts';

/** What a feature may have besides handlers. */
export interface FeatureHooks {
  /** Adds HTTP paths that are no requests of the protocol's table; called once, before the HTTP transport listens. */
  readonly routes?: (http: FastifyInstance) => void;
  /** Hears what begins and ends in the rooms, while the rooms change: must not call back into them. */
  readonly roomEvents?: Partial<RoomListener>;
  /** Read each time that GET /metrics is answered. */
  readonly metrics?: readonly GaugeSource[];
  /** Ends what runs by itself and stores what is to be kept; no request comes any more. */
  readonly close?: () => void | Promise<void>;
}

/** A feature that answers the requests named `N`. */
export type Feature<N extends RequestName> = FeatureHooks & { readonly handlers: Handlers<N> };

/** A feature, whichever requests it answers. */
export type AnyFeature = FeatureHooks & { readonly handlers: Partial<Handlers> };
