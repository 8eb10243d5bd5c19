import { Button, Group, NativeSelect, NumberInput, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import type { FormEvent } from 'react';
import type { NoteRequest, PatientAnswer } from '../../src/contract/patient.ts';
import { api } from './api.ts';
import { useDraft } from './draft.ts';
import { useVoice } from './language.tsx';
import { patientTexts } from './patient-texts.ts';
import { texts } from './texts.ts';

interface Props {
  readonly patient: PatientAnswer;
  readonly mayChange: boolean;
  readonly onChanged: () => void;
  readonly onTrouble: (error: unknown) => void;
}

interface Draft {
  readonly kind: NoteRequest['kind'];
  readonly name: string;
  readonly day: string;
  readonly endDay: string;
  readonly value: string;
}

const empty: Draft = { kind: 'treatment', name: '', day: '', endDay: '', value: '' };
const kinds = ['treatment', 'event', 'value'] as const;

/** What people know of a patient beside the images; it stands on the time line. */
export function PatientNotes({ patient, mayChange, onChanged, onTrouble }: Props) {
  const { say } = useVoice();
  return (
    <Paper withBorder p="md">
      <Title order={3} size="h5" mb="xs">{say(patientTexts.notes)}</Title>
      {patient.notes.length === 0 ? <Text size="sm">{say(patientTexts.noNotes)}</Text> : (
        <ul className="lines">
          {patient.notes.map(({ noteId, day, endDay, text, user }) => (
            <li key={noteId}>
              {day} · <b>{say(text)}</b>{endDay && ` ${say(patientTexts.until, { day: endDay })}`} <Text span size="xs" c="dimmed">{user}</Text>{' '}
              {mayChange && <Button size="compact-xs" variant="subtle" aria-label={`${say(patientTexts.withdraw)}: ${say(text)}, ${day}`} onClick={() => api.withdrawNote(patient.patientKey, noteId).then(onChanged, onTrouble)}>{say(patientTexts.withdraw)}</Button>}
            </li>
          ))}
        </ul>
      )}
      {mayChange && <NoteForm patient={patient} onChanged={onChanged} onTrouble={onTrouble} />}
    </Paper>
  );
}

function NoteForm({ patient: { patientKey, quantities, events }, onChanged, onTrouble }: Omit<Props, 'mayChange'>) {
  const { say } = useVoice();
  const [draft, setDraft] = useDraft(`note ${patientKey}`, empty);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const first = (kind: Draft['kind']): string => (kind === 'event' ? events[0].event : kind === 'value' ? quantities[0].quantity : '');
  const unit = quantities.find(({ quantity }) => quantity === draft.name)?.unit;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    api.addNote(patientKey, requestOf(draft)).then(() => { setDraft({ ...empty, kind: draft.kind, name: first(draft.kind) }); onChanged(); }, onTrouble);
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs" mt="md">
        <Group gap="sm" align="end" grow>
          <NativeSelect label={say(patientTexts.kind)} value={draft.kind} data={kinds.map((kind) => ({ value: kind, label: say(patientTexts[kind]) }))} onChange={(event) => { const kind = event.currentTarget.value as Draft['kind']; change({ kind, name: first(kind) }); }} />
          {draft.kind === 'treatment' ? <TextInput label={say(patientTexts.name)} value={draft.name} required withAsterisk={false} maxLength={200} onChange={(event) => change({ name: event.currentTarget.value })} />
            : <NativeSelect label={say(draft.kind === 'event' ? patientTexts.event : patientTexts.quantity)} value={draft.name} data={draft.kind === 'event' ? events.map(({ event, name }) => ({ value: event, label: say(name) })) : quantities.map(({ quantity, name }) => ({ value: quantity, label: say(name) }))} onChange={(event) => change({ name: event.currentTarget.value })} />}
        </Group>
        <Group gap="sm" align="end" grow>
          <TextInput type="date" label={say(draft.kind === 'treatment' ? patientTexts.start : patientTexts.day)} value={draft.day} required withAsterisk={false} onChange={(event) => change({ day: event.currentTarget.value })} />
          {draft.kind === 'treatment' && <TextInput type="date" label={say(patientTexts.end)} value={draft.endDay} onChange={(event) => change({ endDay: event.currentTarget.value })} />}
          {draft.kind === 'value' && <NumberInput label={unit ? `${say(texts.value)} (${unit})` : say(texts.value)} value={draft.value} required withAsterisk={false} hideControls decimalSeparator={say({ en: '.', fr: ',' })} onChange={(value) => change({ value: String(value) })} />}
          <Button type="submit" variant="default">{say(patientTexts.add)}</Button>
        </Group>
      </Stack>
    </form>
  );
}

function requestOf({ kind, name, day, endDay, value }: Draft): NoteRequest {
  if (kind === 'treatment') return { kind, name, day, endDay: endDay === '' ? null : endDay };
  if (kind === 'event') return { kind, name: name as (NoteRequest & { kind: 'event' })['name'], day };
  return { kind, name, day, value: Number(value) };
}
