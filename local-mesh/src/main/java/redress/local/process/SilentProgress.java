package redress.local.process;

import java.time.Duration;

final class SilentProgress implements Progress {
    @Override
    public void begins(String part) {}

    @Override
    public void step(String part, String what) {}

    @Override
    public void waits(String part, Duration elapsed) {}

    @Override
    public void ready(String part, String address, Duration elapsed) {}

    @Override
    public void alreadyRuns(String part, String address) {}

    @Override
    public void failed(String part) {}

    @Override
    public void stopped(String part, Duration elapsed) {}
}
