# Starts a process that sleeps under a pid that is free, says so, and ends it when its own input ends.
use strict;
$| = 1;
my ($pid) = @ARGV;
for (1 .. 2000) {
    open(my $last, '>', '/proc/sys/kernel/ns_last_pid') or die $!;
    syswrite($last, $pid - 1);
    close($last);
    my $child = fork();
    if (!$child) { exec 'sleep', '120'; }
    if ($child == $pid) {
        print "ok\n";
        <STDIN>;
        kill 'KILL', $child;
        waitpid($child, 0);
        exit 0;
    }
    kill 'KILL', $child;
    waitpid($child, 0);
}
print "taken\n";
