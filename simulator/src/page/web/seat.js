// Who sits here, and where they look.

export const seat = { guild: null, person: null, channel: null };

// What the person may use in the channel: slash commands as they are registered, and the names of menu entries.
export const entries = { slash: [], message: [] };

// Names as people type them, to the mentions that are sent: `@ana`, `#general`.
export function withMentions(text, sight) {
  const users = Object.entries(sight.users);
  const roles = Object.entries(sight.roles);
  return text.replace(/(^|[\s:,(])([@#])([\w.-]+)/g, (whole, before, mark, name) => {
    const by = (all) => all.find(([, known]) => known.toLowerCase() === name.toLowerCase())?.[0];
    if (mark === '#') {
      const channel = sight.channels.find((one) => one.name === name);
      return channel ? `${before}<#${channel.id}>` : whole;
    }
    const user = by(users);
    const role = user ? null : by(roles);
    return user ? `${before}<@${user}>` : role ? `${before}<@&${role}>` : whole;
  });
}
