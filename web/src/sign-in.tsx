import { Alert, Button, Paper, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import type { SessionAnswer, SignInWays } from '../../src/contract/session.ts';
import { api, Refusal } from './api.ts';
import { useVoice } from './language.tsx';
import { type Text as Words, texts } from './texts.ts';

/** Why the provider's answer began no session, by what the address says. */
const providerTroubles = new Map<string, Words>([['refused', texts.providerRefused], ['disabled', texts.accountDisabled]]);

/** @param name who is expected; the first administrator when not given. */
export function SignIn({ name = 'administrator', onSession }: { readonly name?: string; readonly onSession: (session: SessionAnswer) => void }) {
  const { say } = useVoice();
  const outcome = new URLSearchParams(location.search).get('signIn') ?? '';
  const [trouble, setTrouble] = useState<Words | null>(providerTroubles.get(outcome) ?? null);
  const [openId, setOpenId] = useState<SignInWays['openId']>(null);
  const [busy, setBusy] = useState(false);
  // Without an answer the form says what is wrong once it is sent.
  useEffect(() => void api.signInWays().then((ways) => setOpenId(ways.openId), () => undefined), []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget);
    setBusy(true);
    try {
      onSession(await api.signIn({ name: String(given.get('name')), password: String(given.get('password')) }));
    } catch (error) {
      setTrouble(error instanceof Refusal ? error.text : texts.unreachable);
      setBusy(false);
    }
  };
  return (
    <Paper withBorder p="xl" maw={420} mx="auto" mt="xl">
      <form onSubmit={submit}>
        <Stack>
          <Title order={2} size="h4">{say(texts.signIn)}</Title>
          <TextInput name="name" label={say(texts.name)} defaultValue={name} autoComplete="username" required withAsterisk={false} />
          <PasswordInput name="password" label={say(texts.password)} autoComplete="current-password" required withAsterisk={false} autoFocus />
          {trouble && <Alert color="red" variant="light" role="alert">{say(trouble)}</Alert>}
          <Button type="submit" loading={busy}>{say(texts.signIn)}</Button>
          {openId && <Button component="a" href={openId.address} variant="default">{`${say(texts.signInWith)} ${openId.name}`}</Button>}
          <Text size="sm" c="dimmed">{say(texts.firstTime)}</Text>
        </Stack>
      </form>
    </Paper>
  );
}
