// Values and complaints of a form: its own checks before sending, and the meeting's problem where it belongs to a field.
import { type RefObject, useEffect, useState } from 'react';
import { useTexts } from '../texts/language-store.ts';
import type { ProblemCode } from '../texts/problem-code.ts';
import { problemSentence } from '../texts/problem-sentence.ts';
import { useInterface } from './interface-store.ts';
import { useProblemSentence } from './use-problem-sentence.ts';
import { useActions, useMeeting } from './meeting-context.ts';

/** What is wrong with which field. */
export type Complaints<F extends string> = { readonly [field in F]?: ProblemCode };

interface FormRules<F extends string> {
  /** The form element, whose inputs have `name={field}`. */
  readonly formRef: RefObject<HTMLFormElement | null>;
  /** The values at first; also the list of fields. */
  readonly initial: Readonly<Record<F, string>>;
  /** Pure: every field that is wrong, before anything is sent. */
  readonly check: (values: Readonly<Record<F, string>>) => Complaints<F>;
  /** Which field a problem of the meeting is about. Must not change between renders. */
  readonly fieldOf: { readonly [code in ProblemCode]?: F };
}

interface FormState<F extends string> {
  readonly values: Readonly<Record<F, string>>;
  /** Sets a value and takes back the complaint about it. */
  change(field: F, value: string): void;
  complaintOf(field: F): string | undefined;
  /** Checks all fields; `true` when nothing is wrong. Otherwise complains and puts the focus on the first wrong one. */
  accept(): boolean;
}

/** One form's state; `F` is the union of its fields. */
export function useForm<F extends string>({ formRef, initial, check, fieldOf }: FormRules<F>): FormState<F> {
  const texts = useTexts();
  const actions = useActions();
  const problem = useMeeting((state) => state.problem);
  const setFormProblem = useInterface((state) => state.setFormProblem);
  const setShownAtField = useInterface((state) => state.setShownAtField);
  const [values, setValues] = useState(initial);
  const [found, setFound] = useState<Complaints<F>>({});
  const { now: sentence } = useProblemSentence(problem);
  const problemField = problem && fieldOf[problem.code];

  useEffect(() => {
    setShownAtField(Object.keys(fieldOf) as ProblemCode[]);
    return () => {
      setShownAtField([]);
      setFormProblem(undefined);
    };
  }, [fieldOf, setShownAtField, setFormProblem]);

  useEffect(() => {
    const field = problem && fieldOf[problem.code];
    if (field !== undefined) focusField(formRef, field);
  }, [problem, fieldOf, formRef]);

  return {
    values,
    change: (field, value) => {
      setValues((before) => ({ ...before, [field]: value }));
      setFound((before) => ({ ...before, [field]: undefined }));
      setFormProblem(undefined);
      if (problemField === field) actions.dismissProblem();
    },
    complaintOf: (field) => {
      const code = found[field];
      if (code !== undefined) return problemSentence({ code }, texts);
      return problemField === field ? sentence : undefined;
    },
    accept: () => {
      actions.dismissProblem();
      const complaints = check(values);
      const fields = Object.keys(initial) as F[];
      const firstWrong = fields.find((field) => complaints[field] !== undefined);
      setFound(complaints);
      setFormProblem(firstWrong && complaints[firstWrong]);
      if (firstWrong !== undefined) focusField(formRef, firstWrong);
      return firstWrong === undefined;
    },
  };
}

function focusField(formRef: RefObject<HTMLFormElement | null>, field: string): void {
  const input = formRef.current?.elements.namedItem(field);
  if (input instanceof HTMLInputElement) input.focus();
}
