import { Alert, Button, Code, Group, NativeSelect, Paper, Table, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useCallback, useEffect, useState } from 'react';
import type { UserAnswer } from '../../src/contract/administration.ts';
import { administrationTexts as texts } from './administration-texts.ts';
import { api } from './api.ts';
import { useVoice } from './language.tsx';

const roles = ['reader', 'analyst', 'administrator'] as const;
type Role = (typeof roles)[number];

/** Who may sign in, and as what. */
export function UsersPart({ onTrouble }: { readonly onTrouble: (error: unknown) => void }) {
  const { say } = useVoice();
  const [users, setUsers] = useState<readonly UserAnswer[]>([]);
  const [shown, setShown] = useState<{ readonly name: string; readonly password: string } | null>(null);
  const load = useCallback(() => { api.users().then((answer) => setUsers(answer.users), onTrouble); }, [onTrouble]);
  useEffect(load, [load]);
  const change = (name: string, part: { role?: Role; disabled?: boolean }) => api.changeUser(name, part).then(load, (error: unknown) => { load(); onTrouble(error); });
  const reset = (name: string) => api.newPassword(name).then(({ password }) => { setShown({ name, password }); load(); }, onTrouble);
  const roleData = roles.map((role) => ({ value: role, label: say(texts[role]) }));
  return (
    <Paper withBorder p="md">
      {shown && <Alert color="blue" variant="light" mb="md" title={say(texts.passwordOf, { name: shown.name })} withCloseButton closeButtonLabel="×" onClose={() => setShown(null)}><Code fz="md">{shown.password}</Code><Text size="sm" mt={4}>{say(texts.once)}</Text></Alert>}
      <Table.ScrollContainer minWidth={700}>
        <Table>
          <Table.Thead><Table.Tr><Table.Th>{say(texts.name)}</Table.Th><Table.Th>{say(texts.role)}</Table.Th><Table.Th>{say(texts.state)}</Table.Th><Table.Th><span className="unseen">{say(texts.action)}</span></Table.Th></Table.Tr></Table.Thead>
          <Table.Tbody>
            {users.map(({ name, role, disabled, locked, vouched }) => (
              <Table.Tr key={name}>
                <Table.Th scope="row">{name}</Table.Th>
                <Table.Td><NativeSelect size="xs" aria-label={`${say(texts.role)}: ${name}`} value={role} disabled={vouched} data={roleData} onChange={(event) => change(name, { role: event.currentTarget.value as Role })} /></Table.Td>
                <Table.Td>{say(disabled ? texts.disabled : locked ? texts.locked : vouched ? texts.vouched : texts.active)}</Table.Td>
                <Table.Td><Group gap="xs" justify="end">{!vouched && <Button size="xs" variant="default" aria-label={`${say(texts.newPassword)}: ${name}`} onClick={() => reset(name)}>{say(texts.newPassword)}</Button>}<Button size="xs" variant="default" aria-label={`${say(disabled ? texts.enable : texts.disable)}: ${name}`} onClick={() => change(name, { disabled: !disabled })}>{say(disabled ? texts.enable : texts.disable)}</Button></Group></Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <NewUser roleData={roleData} onAdded={(name, password) => { setShown({ name, password }); load(); }} onTrouble={onTrouble} />
    </Paper>
  );
}

interface NewUserProps {
  readonly roleData: { readonly value: Role; readonly label: string }[];
  readonly onAdded: (name: string, password: string) => void;
  readonly onTrouble: (error: unknown) => void;
}

function NewUser({ roleData, onAdded, onTrouble }: NewUserProps) {
  const { say } = useVoice();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('reader');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    api.addUser({ name, role }).then(({ password }) => { onAdded(name, password); setName(''); }, onTrouble);
  };
  return (
    <form onSubmit={submit}>
      <Title order={3} size="h6" mt="lg" mb="xs">{say(texts.addTitle)}</Title>
      <Group align="end"><TextInput label={say(texts.name)} value={name} required withAsterisk={false} maxLength={200} onChange={(event) => setName(event.currentTarget.value)} /><NativeSelect label={say(texts.role)} value={role} data={roleData} onChange={(event) => setRole(event.currentTarget.value as Role)} /><Button type="submit" variant="default">{say(texts.add)}</Button></Group>
    </form>
  );
}
