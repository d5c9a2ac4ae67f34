// What simulated peers need of a signed-in socket: the client's signalling is one, and so are the members of tests.
import type { RequestInput, RequestNameOf, RequestOutput } from '../protocol/requests.ts';

export interface Requester {
  request<N extends RequestNameOf<'socket'>>(name: N, input: RequestInput<N>): Promise<RequestOutput<N>>;
  close(): void;
}
