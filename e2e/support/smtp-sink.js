// A real mail server for the stories: takes every mail and tells at GET /mails what it got, as a mail program reads it.
import { createServer } from 'node:http';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const port = Number(process.env.HAGUKUMI_SINK_PORT ?? 4814);
const mails = [];

new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  async onData(stream, session, done) {
    const mail = await simpleParser(stream);
    mails.push({
      to: session.envelope.rcptTo.map((receiver) => receiver.address),
      from: mail.from.text,
      subject: mail.subject,
      text: mail.text,
      automatic: mail.headers.get('auto-submitted'),
    });
    done();
  },
}).listen(port, '127.0.0.1');

createServer((_, answer) => {
  answer.setHeader('content-type', 'application/json');
  answer.end(JSON.stringify(mails));
}).listen(port + 1, '127.0.0.1');
